import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { useState } from "react";
import { z } from "zod";
import { isPlace, type Place } from "#app/core/media-order.ts";
import { planPublication } from "#app/features/publications/plan-publication.server.ts";
import { startPublication } from "#app/features/publications/start-publication.server.ts";
import { StartPublication } from "#app/features/publications/views.ts";
import { act, answer, readJson } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { count } from "#app/ui/format.ts";
import { useHost } from "#app/ui/host.tsx";
import { Banner, Link, Page, Select } from "#app/ui/kit.tsx";
import { Card, Quiet, Row, Split } from "#app/ui/layout.tsx";
import { plannedOf, problemsOf, replacedBy, type OutputChoice } from "#app/ui/plan-model.ts";
import { PLACES } from "#app/ui/plan-output.tsx";
import { PlanRowView } from "#app/ui/plan-row.tsx";
import { PlanSide } from "#app/ui/plan-side.tsx";
import { EmptyState } from "#app/ui/states.tsx";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";

export const meta: MetaFunction = () => [{ title: "Publishing plan, Piccaso" }];

const Outputs = z.array(z.uuid()).min(1).max(500);

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  const asked = new URL(request.url).searchParams;
  const chosen = Outputs.safeParse(asked.get("outputs")?.split(","));
  const after = asked.get("after");
  return answer(async () => ({ ...(await planPublication(at, { outputIds: chosen.success ? chosen.data : null, after })), after, outputs: chosen.success ? chosen.data.join() : null }));
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, async () => startPublication(at, await readJson(request, StartPublication)));
}

type Choices = Readonly<Record<string, Partial<OutputChoice>>>;

/** Exactly what will change in the shop, before it does. */
export default function PublicationPlanPage() {
  const plan = useLoaderData<typeof loader>();
  const host = useHost();
  const [choices, setChoices] = useState<Choices>({});
  const [all, setAll] = useState<Place>("last");
  const { fetcher, send, busy } = useSend<typeof action>();
  useAnswered(fetcher.data, ({ publicationId }) => host.navigate(`publications/${publicationId}`));
  const change = (ids: readonly string[], choice: Partial<OutputChoice>) => setChoices((now) => ({ ...now, ...Object.fromEntries(ids.map((id) => [id, { ...now[id], ...choice }])) }));
  const rows = plan.rows.map((row) => ({ row, planned: plannedOf(row, choices, all) }));
  const going = rows.filter(({ row, planned }) => !row.blocked && planned.some(({ included }) => included));
  const outputs = going.flatMap(({ planned }) => planned.filter(({ included }) => included));
  const replacing = going.map(({ row, planned }) => ({ ...row, outputIds: planned.filter((one) => one.included && replacedBy(one) !== null).map(({ output }) => output.id) })).filter(({ outputIds }) => outputIds.length > 0);
  const replaced = replacing.reduce((sum, { outputIds }) => sum + outputIds.length, 0);
  const images = outputs.filter(({ output }) => output.altOf === null).length;
  const wrong = going.filter(({ row, planned }) => problemsOf(row, planned).length > 0);
  const skipped = plan.rows.filter(({ blocked }) => blocked !== null);
  const place = (next: Place) => {
    setAll(next);
    setChoices((now) => Object.fromEntries(Object.entries(now).map(([id, choice]) => [id, { ...choice, place: next }])));
  };
  const publish = () => send({
    products: going.map(({ row: { productId }, planned }) => ({
      productId, outputs: planned.filter(({ included }) => included).map(({ output, altText, place: at, link, fileName }) => ({ id: output.id, altText, place: at, link, fileName })),
    })),
  });
  const error = errorOf(fetcher);
  if (plan.rows.length === 0) {
    return (
      <Page title="Publish images" back={{ label: "Back to Publications", to: "publications" }}>
        <EmptyState icon="publish" title="Nothing to publish" action={{ label: "Review images", to: "review" }}>Approved images that are on no product yet stand here, with what changes in your shop.</EmptyState>
      </Page>
    );
  }
  const query = plan.outputs === null ? "" : `&outputs=${plan.outputs}`;
  return (
    <Page
      title={`Publish ${count(outputs.length, "image")}`} back={{ label: "Back to Review", to: "review" }} badges={[{ tone: "neutral", icon: "view", children: "Nothing written yet" }]}
      primary={{ label: `Publish to ${count(going.length, "product")}`, disabled: going.length === 0 || wrong.length > 0, busy, onAction: publish }}
    >
      {error ? <Banner tone="critical" title="Nothing was published"><p>{error.say}</p></Banner>
        : wrong.length > 0 ? <Banner tone="warning" title={`${count(wrong.length, "product needs", "products need")} a change before you publish`}><p>{`${wrong.map(({ row }) => row.title).slice(0, 5).join(", ")}: the reason stands at each.`}</p></Banner> : null}
      <div className="pc-plan-tools">
        <span><strong className="pc-tabular">{images - replaced}</strong> {images - replaced === 1 ? "image is" : "images are"} added</span>
        {replaced > 0 ? <span><strong className="pc-tabular">{replaced}</strong> {replaced === 1 ? "replaces a photo" : "replace photos"}</span> : <span className="pc-quiet">Nothing is removed or replaced</span>}
        {skipped.length > 0 ? <span><strong className="pc-tabular">{skipped.length}</strong> {skipped.length === 1 ? "product is" : "products are"} skipped</span> : null}
        <Select label="Put all new images" labelHidden value={all} options={PLACES.map(({ value, label }) => ({ value, label: `Put new images: ${label.toLowerCase()}` }))} onChange={(value) => { if (isPlace(value)) place(value); }} />
      </div>
      <Split side={336} beside={<PlanSide replacing={replacing} skipped={skipped} busy={plan.busy} onAddInstead={(ids) => change(ids, { place: "after-source" })} />}>
        <Card title="Products" flush>
          <ul className="pc-plans">
            {rows.map(({ row, planned }) => <PlanRowView key={row.productId} row={row} planned={planned} onChange={(id, choice) => change([id], choice)} />)}
          </ul>
        </Card>
        {plan.left > 0 || plan.after ? (
          <Row>
            {plan.left > 0 ? <Quiet>{`${count(plan.left, "more product")} can be published after these.`}</Quiet> : null}
            {plan.after ? <Link to={`publications/new?from=first${query}`}>First products</Link> : null}
            {plan.next ? <Link to={`publications/new?after=${encodeURIComponent(plan.next)}${query}`}>Next products</Link> : null}
          </Row>
        ) : null}
      </Split>
    </Page>
  );
}
