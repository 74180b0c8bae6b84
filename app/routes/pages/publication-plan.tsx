import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { planPublication } from "#app/features/publications/plan-publication.server.ts";
import { startPublication } from "#app/features/publications/start-publication.server.ts";
import { StartPublication } from "#app/features/publications/views.ts";
import { act, answer, readJson } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { count } from "#app/ui/format.ts";
import { useHost } from "#app/ui/host.tsx";
import { Page, Select } from "#app/ui/kit.tsx";
import { Card, Section, Split } from "#app/ui/layout.tsx";
import { PlanRowPart, PLACEMENTS } from "#app/ui/plan-row.tsx";
import { EmptyState, FieldError } from "#app/ui/states.tsx";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";
import { usePlan } from "#app/ui/use-plan.ts";

export const meta: MetaFunction = () => [{ title: "Publish images, Piccaso" }];

const Query = z.object({ outputs: z.string().max(20_000).nullable() });

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  return answer(async () => {
    const { outputs } = Query.parse({ outputs: new URL(request.url).searchParams.get("outputs") });
    return planPublication(at, { outputIds: outputs ? z.array(z.uuid()).parse(outputs.split(",")) : null });
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, async () => startPublication(at, await readJson(request, StartPublication)));
}

/** Exactly what will change in the shop, before it does. */
export default function PublicationPlanPage() {
  const { rows } = useLoaderData<typeof loader>();
  const host = useHost();
  const plan = usePlan(rows);
  const { fetcher, send, busy } = useSend<typeof action>();
  useAnswered(fetcher.data, ({ publicationId }) => host.navigate(`publications/${publicationId}`));
  const error = errorOf(fetcher);
  if (rows.length === 0) {
    return (
      <Page title="Publish images" back={{ label: "Back to Publications", to: "publications" }}>
        <EmptyState icon="publish" title="No approved image waits to be published" action={{ label: "Review images", to: "review" }}>Approve images in review. They then stand here, product by product.</EmptyState>
      </Page>
    );
  }
  const blocked = rows.filter((row) => row.blocked !== null);
  return (
    <Page
      title={`Publish ${count(plan.images, "image")}`} back={{ label: "Back to Publications", to: "publications" }} badges={[{ tone: "neutral", icon: "view", children: "Nothing written yet" }]}
      primary={{ label: `Publish to ${count(plan.chosen.length, "product")}`, busy, disabled: plan.chosen.length === 0, onAction: () => send(plan.order()) }}
    >
      {error ? <FieldError>{error.say}</FieldError> : null}
      <div className="pc-row pc-between">
        <span>{`${count(plan.images, "image is", "images are")} added to ${count(plan.chosen.length, "product")}${blocked.length ? `, ${count(blocked.length, "product is", "products are")} skipped` : ""}`}</span>
        <span className="pc-plan-all"><Select label="Put all new images" value="" options={[{ value: "", label: "Put all new images…" }, ...PLACEMENTS]} labelHidden onChange={(value) => { const found = PLACEMENTS.find((option) => option.value === value); if (found) plan.placeAll(found.value); }} /></span>
      </div>
      <Split side={336} sticky beside={<><Before blocked={blocked} /><WhatHappens /></>}>
        <Card flush>
          {rows.map((row) => <PlanRowPart key={row.productId} row={row} choice={plan.choiceOf(row)} onChange={(change) => plan.change(row.productId, change)} />)}
        </Card>
      </Split>
    </Page>
  );
}

function Before({ blocked }: { readonly blocked: readonly { readonly productId: string; readonly title: string; readonly blocked: string | null }[] }) {
  if (blocked.length === 0) return null;
  return (
    <Card title="Skipped" flush>
      {blocked.map((row) => <Section key={row.productId}><strong>{row.title}</strong><p>{row.blocked}</p></Section>)}
    </Card>
  );
}

function WhatHappens() {
  return (
    <Card title="What happens">
      <ol className="pc-numbered">
        <li>The media, order, alt texts and variant links of each product are stored.</li>
        <li>Images are added, and ordered once Shopify has processed them.</li>
        <li>Undo brings back that state exactly, any time later.</li>
      </ol>
      <p className="pc-small">You can leave the page after publishing has started.</p>
    </Card>
  );
}
