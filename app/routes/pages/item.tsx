import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { z } from "zod";
import { decideUncertain } from "#app/features/calls/decide-uncertain.server.ts";
import { itemCalls } from "#app/features/calls/item-calls.server.ts";
import { ApprovalDecision, decideApprovals } from "#app/features/runs/decide-approvals.server.ts";
import { getItem } from "#app/features/runs/get-item.server.ts";
import { retryItems } from "#app/features/runs/retry-items.server.ts";
import { act, answer, readJson } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { callDollars, duration, NO_COST } from "#app/ui/format.ts";
import { answeredWords, ApprovalsCard, DecidedCard } from "#app/ui/approvals-card.tsx";
import { EvidenceCard } from "#app/ui/evidence-card.tsx";
import { useHost } from "#app/ui/host.tsx";
import { Badge, Banner, Link, Page } from "#app/ui/kit.tsx";
import type { BadgeProps } from "#app/ui/kit-types.ts";
import { Card, Facts, Quiet, Split } from "#app/ui/layout.tsx";
import { adminProduct } from "#app/ui/paths.ts";
import { Picture } from "#app/ui/picture.tsx";
import { UndecidedBanner } from "#app/ui/undecided-banner.tsx";
import { Table } from "#app/ui/table.tsx";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";
import { When } from "#app/ui/when.tsx";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data?.item.title ?? "Product"}, Piccaso` }];

const Params = z.object({ runId: z.uuid(), itemId: z.uuid() });

export async function loader({ request, params }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  const { runId, itemId } = Params.parse(params);
  return answer(async () => ({ ...(await getItem(at, { runId, itemId })), calls: await itemCalls(at, { itemId }) }));
}

const ItemRequest = z.discriminatedUnion("do", [z.object({ do: z.literal("retry") }), z.object({ do: z.literal("approve"), ids: z.array(z.uuid()).min(1).max(1), decision: z.enum(["approve", "reject"]), text: z.string().max(5_000).nullable() }), z.object({ do: z.literal("decide"), decision: z.enum(["buy-again", "give-up"]) })]);

/** Tries this one again, or decides about its call without an answer. */
export async function action({ request, params }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, async () => {
    const { runId, itemId } = Params.parse(params);
    const asked = await readJson(request, ItemRequest);
    if (asked.do === "approve") return { did: "answered" as const, decision: asked.decision, ...(await decideApprovals(at, ApprovalDecision.parse({ ...asked, runId }))) };
    if (asked.do === "retry") await retryItems(at, { runId, itemIds: [itemId] });
    else await decideUncertain(at, { runId, itemIds: [itemId], decision: asked.decision });
    return { did: "queued" as const, gaveUp: asked.do === "decide" && asked.decision === "give-up" };
  });
}

const STATES: Readonly<Record<string, BadgeProps>> = {
  queued: { tone: "neutral", icon: "clock", children: "Queued" }, running: { tone: "info", icon: "running", children: "Running" }, waiting: { tone: "warning", icon: "pause", children: "Waiting" },
  done: { tone: "success", icon: "check-circle", children: "Done" }, failed: { tone: "critical", icon: "failed", children: "Failed" }, uncertain: { tone: "warning", icon: "alert", children: "Uncertain" },
  cancelled: { tone: "neutral", icon: "x", children: "Cancelled" }, expired: { tone: "neutral", icon: "clock", children: "Expired" },
};

/** One product of a run: its photo, what was made of it, and each step with its time. */
export default function ItemPage() {
  const { item, runId, runNumber, steps, outputs, calls, approvals } = useLoaderData<typeof loader>();
  const badge = STATES[item.state];
  const host = useHost();
  const { fetcher, send, busy } = useSend<typeof action>();
  useAnswered(fetcher.data, (result) => host.toast(result.did === "answered" ? answeredWords(result) : result.gaveUp ? "Given up" : "Queued again"));
  const error = errorOf(fetcher);
  const decide = (ids: string[], decision: "approve" | "reject", text: string | null) => send({ do: "approve", ids, decision, text });
  const asked = approvals.filter(({ state }) => state === "awaiting");
  const cost = costOf(calls);
  const open = calls.flatMap(({ undecided, maxMicros }) => (undecided ? [{ ...undecided, maxMicros }] : []));
  return (
    <Page
      title={item.title} back={{ label: `Back to run ${runNumber}`, to: `runs/${runId}` }} badges={badge ? [badge] : []}
      primary={item.state === "failed" || item.state === "expired" ? { label: "Try again", busy, onAction: () => send({ do: "retry" }) } : outputs.length > 0 ? { label: "Review", to: `review?run=${runId}` } : undefined}
      secondary={[{ label: "Open product", to: adminProduct(item.productId), external: true }]}
    >
      {error ? <Banner tone="critical" title="This was not done"><p>{error.say}</p></Banner> : null}
      {item.say && open.length > 0 ? <UndecidedBanner say={item.say} calls={open} busy={busy} onDecide={(decision) => send({ do: "decide", decision })} /> : null}
      {item.say && item.state !== "done" && open.length + asked.length === 0 ? (
        <Banner tone={item.state === "waiting" ? "warning" : "critical"} title={item.say}>
          <p>{item.until ? <>It is tried again by itself, <When within at={item.until} />. </> : null}{item.expiresAt ? <>It waits for you and is given up <When within at={item.expiresAt} />. </> : null}{`${cost}.`}</p>
        </Banner>
      ) : null}
      <ApprovalsCard approvals={asked} count={asked.length} busy={busy} runId={null} onDecide={decide} />
      <Split side={336} beside={<Card title="Facts"><Facts facts={[{ label: "Place in the run", value: item.position }, { label: "Tries", value: item.attempts + 1 }, { label: "Images", value: item.outputs }, { label: "Cost", value: cost }]} /></Card>}>
        <Card title="Images" note={outputs.length === 0 ? "Nothing was made yet." : undefined}>
          <div className="pc-pair">
            <figure><Picture image={item.photo} alt={`Photo of ${item.title}`} size={320} /><figcaption className="pc-small">Photo</figcaption></figure>
            {outputs.map((image, index) => <figure key={image.hash}><Picture image={image} alt={`Image ${index + 1} of ${item.title}`} size={320} /><figcaption className="pc-small">{`Image ${index + 1}, ${image.width} × ${image.height}. `}<Link to={image.full} download>Download</Link></figcaption></figure>)}
          </div>
        </Card>
        <Card title="Steps" flush>
          {steps.length === 0 ? <div className="pc-section"><Quiet>No step has run yet.</Quiet></div> : (
            <Table
              caption="Steps of this product" columns={[{ key: "step", title: "Step" }, { key: "state", title: "State" }, { key: "time", title: "Time", figures: true }, { key: "cost", title: "Cost", figures: true }]}
              rows={steps.map((step) => ({
                id: step.node,
                cells: { step: <span className="pc-name">{step.title}</span>, state: <Badge {...(STATES[step.state] ?? { tone: "neutral" as const, children: step.state })} />, time: step.state === "done" ? duration(step.ms) : "", cost: costOf(calls.filter(({ node }) => node === step.node)) },
              }))}
            />
          )}
        </Card>
        <DecidedCard approvals={approvals.filter(({ state }) => state !== "awaiting")} />
        {steps.filter(({ evidence }) => evidence.length > 0).map((step) => <EvidenceCard key={step.node} title={step.title} rows={step.evidence} />)}
        {calls.length > 0 ? (
          <Card title={calls.length === 1 ? "1 call" : `${calls.length} calls`} note="What was bought with your keys" flush>
            <Table
              caption="Calls of this product" columns={[{ key: "model", title: "Model" }, { key: "state", title: "Result" }, { key: "time", title: "Time", figures: true }, { key: "cost", title: "Cost", figures: true }]}
              rows={calls.map((call) => ({
                id: call.id,
                cells: {
                  model: <span className="pc-name">{call.model}</span>, time: call.ms === null ? "" : duration(call.ms),
                  state: <><Badge {...(STATES[call.state] ?? { tone: "info" as const, children: "Under way" })} />{[call.say, overrunOf(call), ...call.warnings].filter(Boolean).map((line) => <Quiet key={line} small>{line}</Quiet>)}</>,
                  cost: call.costMicros === null ? `up to ${callDollars(call.maxMicros)}` : callDollars(call.costMicros),
                },
              }))}
            />
          </Card>
        ) : null}
      </Split>
    </Page>
  );
}

function costOf(calls: readonly { readonly costMicros: number | null }[]): string {
  return calls.length === 0 ? NO_COST : callDollars(calls.reduce((sum, { costMicros }) => sum + (costMicros ?? 0), 0));
}

function overrunOf({ costMicros, maxMicros }: { readonly costMicros: number | null; readonly maxMicros: number }): string | null {
  return costMicros !== null && costMicros > maxMicros ? `This cost more than the declared maximum of ${callDollars(maxMicros)}.` : null;
}
