import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { z } from "zod";
import { planPublication } from "#app/features/publications/plan-publication.server.ts";
import { startPublication } from "#app/features/publications/start-publication.server.ts";
import { StartPublication } from "#app/features/publications/views.ts";
import { act, answer, readJson } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { count } from "#app/ui/format.ts";
import { useHost } from "#app/ui/host.tsx";
import { Banner, Page, Select } from "#app/ui/kit.tsx";
import { Card, Quiet, Section, Split } from "#app/ui/layout.tsx";
import { PLACEMENTS, PlanRowView, type Placement, type PlanChoice } from "#app/ui/plan-row.tsx";
import { EmptyState } from "#app/ui/states.tsx";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";

export const meta: MetaFunction = () => [{ title: "Publishing plan, Piccaso" }];

const Outputs = z.array(z.uuid()).min(1).max(500);

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  const chosen = Outputs.safeParse(new URL(request.url).searchParams.get("outputs")?.split(","));
  return answer(() => planPublication(at, { outputIds: chosen.success ? chosen.data : null }));
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, async () => startPublication(at, await readJson(request, StartPublication)));
}

const UNTOUCHED: PlanChoice = { included: true, placement: "last", linkVariants: false, alts: {} };

/** Exactly what will change in the shop, before it does. */
export default function PublicationPlanPage() {
  const plan = useLoaderData<typeof loader>();
  const host = useHost();
  const [choices, setChoices] = useState<Readonly<Record<string, PlanChoice>>>({});
  const [all, setAll] = useState<Placement>("last");
  const { fetcher, send, busy } = useSend<typeof action>();
  useAnswered(fetcher.data, ({ publicationId }) => host.navigate(`publications/${publicationId}`));
  const choiceOf = (productId: string): PlanChoice => choices[productId] ?? { ...UNTOUCHED, placement: all };
  const going = plan.rows.filter(({ blocked, productId }) => !blocked && choiceOf(productId).included);
  const skipped = plan.rows.filter(({ blocked }) => blocked !== null);
  const images = going.reduce((sum, { outputs }) => sum + outputs.length, 0);
  const place = (placement: Placement) => {
    setAll(placement);
    setChoices((now) => Object.fromEntries(Object.entries(now).map(([id, choice]) => [id, { ...choice, placement }])));
  };
  const publish = () => send({
    products: going.map(({ productId, outputs }) => {
      const { placement, linkVariants, alts } = choiceOf(productId);
      return { productId, placement, linkVariants, outputs: outputs.map(({ id, altText }) => ({ id, altText: alts[id] ?? altText })) };
    }),
  });
  const error = errorOf(fetcher);
  if (plan.rows.length === 0) {
    return (
      <Page title="Publish images" back={{ label: "Back to Publications", to: "publications" }}>
        <EmptyState icon="publish" title="Nothing to publish" action={{ label: "Review images", to: "review" }}>Approved images that are on no product yet stand here, with what changes in your shop.</EmptyState>
      </Page>
    );
  }
  return (
    <Page
      title={`Publish ${count(images, "image")}`} back={{ label: "Back to Review", to: "review" }} badges={[{ tone: "neutral", icon: "view", children: "Nothing written yet" }]}
      primary={{ label: `Publish to ${count(going.length, "product")}`, disabled: going.length === 0, busy, onAction: publish }}
    >
      {error ? <Banner tone="critical" title="Nothing was published"><p>{error.say}</p></Banner> : null}
      <div className="pc-plan-tools">
        <span><strong className="pc-tabular">{images}</strong> {images === 1 ? "image is" : "images are"} added</span>
        {skipped.length > 0 ? <span><strong className="pc-tabular">{skipped.length}</strong> {skipped.length === 1 ? "product is" : "products are"} skipped</span> : null}
        <span className="pc-quiet">Nothing is removed or replaced</span>
        <Select label="Put all new images" labelHidden value={all} options={PLACEMENTS.map(({ value, label }) => ({ value, label: `Put new images: ${label.toLowerCase()}` }))} onChange={(value) => { const found = PLACEMENTS.find((one) => one.value === value); if (found) place(found.value); }} />
      </div>
      <Split side={336} beside={<Before skipped={skipped} busy={plan.busy} />}>
        <Card title="Products" flush>
          <ul className="pc-plans">
            {plan.rows.map((row) => <PlanRowView key={row.productId} row={row} choice={choiceOf(row.productId)} onChange={(choice) => setChoices((now) => ({ ...now, [row.productId]: choice }))} />)}
          </ul>
        </Card>
      </Split>
    </Page>
  );
}

function Before({ skipped, busy }: { readonly skipped: readonly { readonly productId: string; readonly title: string; readonly blocked: string | null }[]; readonly busy: readonly string[] }) {
  return (
    <>
      {skipped.length > 0 || busy.length > 0 ? (
        <Card title="Before you publish" flush>
          {skipped.map(({ productId, title, blocked }) => <Section key={productId}><p><strong>{title}</strong>{`: ${blocked ?? ""}`}</p></Section>)}
          {busy.length > 0 ? <Section><p>{`${busy.join(", ")}: another publication is at work there. This one waits for it.`}</p></Section> : null}
        </Card>
      ) : null}
      <Card title="What happens">
        <ol className="pc-numbered">
          <li>The media, order, alt texts and variant links of each product are stored.</li>
          <li>Images are added, and ordered once Shopify has processed them.</li>
          <li>Undo brings back that state exactly, any time later.</li>
        </ol>
        <div className="pc-below"><Quiet small>You can leave this page. It goes on by itself, also after an interruption.</Quiet></div>
      </Card>
    </>
  );
}
