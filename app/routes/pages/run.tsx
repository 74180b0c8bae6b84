import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useSearchParams } from "@remix-run/react";
import { useState } from "react";
import { z } from "zod";
import { getRun } from "#app/features/runs/get-run.server.ts";
import { unitWord } from "#app/core/unit-words.ts";
import type { RunView } from "#app/features/runs/views.ts";
import { act, answer, readJson } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { answeredWords, ApprovalsCard } from "#app/ui/approvals-card.tsx";
import { Filters } from "#app/ui/filters.tsx";
import { clockTime, count, dollars, timeLeft } from "#app/ui/format.ts";
import { HintBar } from "#app/ui/hint-bar.tsx";
import { CapDialog } from "#app/ui/key-dialogs.tsx";
import { useHost } from "#app/ui/host.tsx";
import { ItemCell } from "#app/ui/item-cell.tsx";
import { Banner, Link, Page } from "#app/ui/kit.tsx";
import type { Action } from "#app/ui/kit-types.ts";
import { Card, Quiet, Section, Split } from "#app/ui/layout.tsx";
import { NeedsYou } from "#app/ui/needs-you.tsx";
import { OverrunBanner } from "#app/ui/overrun-banner.tsx";
import { runBadge } from "#app/ui/run-card.tsx";
import { RunFigures } from "#app/ui/run-figures.tsx";
import { finishedOf } from "#app/ui/run-strip.tsx";
import { errorOf, useAnswered, useSend } from "#app/ui/use-act.ts";
import { useAnnounced, useRun } from "#app/ui/use-run.ts";
import { useShortcuts } from "#app/ui/use-shortcuts.ts";
import { readRun } from "./read-run.ts";
import { doRun, RunRequest } from "./run-actions.server.ts";

export const meta: MetaFunction<typeof loader> = ({ data }) => [{ title: `${data ? `${data.run.skillName}, ${data.run.kind} ${data.run.number}` : "Run"}, Piccaso` }];

const Params = z.object({ runId: z.uuid() });
const Query = z.object({ from: z.coerce.number().int().min(0).catch(0), filter: z.enum(["all", "done", "needs"]).catch("all") });

export async function loader({ request, params }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  const query = Query.parse(Object.fromEntries(new URL(request.url).searchParams));
  return answer(async () => ({ run: await getRun(at, { runId: Params.parse(params).runId, ...query }), ...query }));
}

export async function action({ request, params }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, async () => doRun(at, Params.parse(params).runId, await readJson(request, RunRequest)));
}

/** What the items of a run are, as the title of their list. */
const UNITS = { product: "Products", image: "Photos", variant: "Variants" } as const;
const DID = { paused: "Paused. What is being made is finished first", resumed: "Resumed", cancelled: "Cancelled", capped: "Cap saved" } as const;

/** A run at work: trust without watching, act where needed. */
export default function RunPage() {
  const { run: loaded, filter, from } = useLoaderData<typeof loader>();
  const { run, line } = useRun<RunView>(loaded, readRun);
  const host = useHost();
  const [, setSearch] = useSearchParams();
  const { fetcher, send, busy } = useSend<typeof action>();
  const [capping, setCapping] = useState(false);
  useAnswered(fetcher.data, (result) => { setCapping(false); host.toast(result.did === "answered" ? answeredWords(result) : result.did === "retried" ? `${count(result.retried, unitWord(loaded.unit))} queued again` : result.did === "decided" ? `${count(result.decided, unitWord(loaded.unit))} decided` : DID[result.did]); });
  const word = unitWord(run.unit);
  const going = run.state === "running" || run.state === "paused";
  const cancel = async () => {
    const left = run.itemCount - finishedOf(run.counts);
    if (await host.confirm({ title: `Cancel run ${run.number}?`, text: `${count(run.counts.done, `${word} is`, `${word}s are`)} done and kept for review. The other ${left} are not made. ${run.money ? `${dollars(run.money.spentMicros)} was spent.` : "No cost."}`, action: "Cancel run", tone: "critical" })) send({ do: "cancel" });
  };
  const decideAll = async (decision: "approve" | "reject") => {
    const many = count(run.approvalCount, "question");
    const text = decision === "approve" ? "Each product goes on, with its text as it is. What the next steps buy is bought then, within the run's cap." : "Each product ends here. What was bought for it stays bought.";
    if (await host.confirm({ title: `${decision === "approve" ? "Approve" : "Reject"} ${many}?`, text, action: decision === "approve" ? "Approve all" : "Reject all", ...(decision === "approve" ? {} : { tone: "critical" as const }) })) send({ do: "approve", ids: null, decision, text: null });
  };
  const pause: Action = run.state === "paused"
    ? { label: "Resume", icon: "play", busy, onAction: () => send({ do: "resume" }) }
    : { label: "Pause", icon: "pause", busy, onAction: () => send({ do: "pause" }) };
  const review = `review?run=${run.id}`;
  useShortcuts({
    p: going ? () => pause.onAction?.() : undefined, r: run.awaiting > 0 ? () => host.navigate(review) : undefined,
    d: run.approvals.length > 0 ? () => document.getElementById("approvals")?.focus() : undefined,
    n: run.needs.length > 0 ? () => document.getElementById("need-0")?.focus() : undefined,
  });
  const said = useAnnounced(`${finishedOf(run.counts)} of ${run.itemCount} finished`, !going);
  const error = errorOf(fetcher);
  return (
    <Page
      title={`${run.skillName}, ${run.kind} ${run.number}`} back={{ label: "Back to Runs", to: "runs" }} badges={[runBadge(run)]} note={[`Version ${run.version}`, run.selection, run.cause].filter(Boolean).join(", ")}
      primary={run.awaiting > 0 ? { label: `Review ${count(run.awaiting, "image")}`, to: review } : undefined} secondary={going ? [pause, ...(run.money ? [{ label: "Change cap", onAction: () => setCapping(true) }] : []), { label: "Cancel run", onAction: () => void cancel() }] : []}
    >
      {line.state === "interrupted" && going ? (
        <Banner tone="warning" title="Live updates are interrupted"><p>{`Figures are from ${clockTime(run.at)}. The run goes on, we try again in ${timeLeft(line.retryMs / 1000)}.`}</p></Banner>
      ) : null}
      {error && !capping ? <Banner tone="critical" title="This was not done"><p>{error.say}</p></Banner> : null}
      <OverrunBanner overruns={run.overruns} say={run.say} onResume={() => send({ do: "resume" })} />
      <p className="pc-hidden" aria-live="polite">{said}</p>
      <RunFigures counts={run.counts} itemCount={run.itemCount} unit={run.unit} state={run.state} perMinute={run.perMinute} secondsLeft={run.secondsLeft} money={run.money} />
      <ApprovalsCard
        approvals={run.approvals} count={run.approvalCount} busy={busy} runId={run.id}
        onDecide={(ids, decision, text) => send({ do: "approve", ids, decision, text })} onAll={(decision) => void decideAll(decision)}
      />
      <Split
        side={336} besideFirst
        beside={<><NeedsYou needs={run.needs} going={going} busy={busy} free={run.money === null} onRetry={(itemIds) => send({ do: "retry", itemIds })} onDecide={(itemIds, decision) => send({ do: "decide", itemIds, decision })} /><LeftOut leftOut={run.leftOut} word={run.unit === "variant" ? "variant" : "product"} /></>}
      >
        <Card
          title={UNITS[run.unit]} flush
          aside={(
            <Filters
              label={`Show ${word}s`} value={filter} onChange={(value) => setSearch(value === "all" ? {} : { filter: value }, { preventScrollReset: true })}
              options={[{ value: "all", label: "All", count: run.itemCount }, { value: "done", label: "Done", count: run.counts.done }, { value: "needs", label: "Needs you", count: run.counts.failed + run.counts.uncertain + run.counts.waiting + run.counts.expired }]}
            />
          )}
        >
          {run.items.length > 0 ? <ul className="pc-cells" aria-label={`${UNITS[run.unit]} of this run`}>{run.items.map((item) => <ItemCell key={item.id} item={item} runId={run.id} />)}</ul> : <Section><Quiet>{filter === "needs" ? `Nothing needs you. ${count(run.itemCount, word)} without the filter.` : `None yet. ${count(run.itemCount, word)} without the filter.`}</Quiet></Section>}
          {from > 0 || loaded.nextPosition !== null ? (
            <div className="pc-more-cells pc-row">
              {from > 0 ? <Link to={`runs/${run.id}?filter=${filter}`}>From the start</Link> : null}
              {loaded.nextPosition !== null ? <Link to={`runs/${run.id}?filter=${filter}&from=${loaded.nextPosition}`}>{`Next ${word}s`}</Link> : null}
            </div>
          ) : null}
        </Card>
      </Split>
      {capping && run.money ? <CapDialog open busy={busy} error={error} title={`Cap of run ${run.number}`} scope="run" capMicros={run.money.capMicros} onClose={() => setCapping(false)} onSave={(capMicros) => send({ do: "cap", capMicros })} /> : null}
      <HintBar note={going ? "You can leave this page. We tell you when the run ends." : "This run has ended."} hints={[...(going ? [{ keys: ["P"], does: run.state === "paused" ? "resume" : "pause" }] : []), ...(run.approvals.length > 0 ? [{ keys: ["D"], does: "decide" }] : []), { keys: ["N"], does: "next that needs you" }, { keys: ["R"], does: "review" }]} />
    </Page>
  );
}

function LeftOut({ leftOut, word }: { readonly leftOut: RunView["leftOut"]; readonly word: string }) {
  if (leftOut.length === 0) return null;
  return (
    <Card title={`${count(leftOut.length, `${word} was`, `${word}s were`)} left out`} flush>
      {leftOut.slice(0, 20).map(({ title, why }) => <Section key={title}><div className="pc-row pc-between"><span>{title}</span><span className="pc-quiet">{why}</span></div></Section>)}
    </Card>
  );
}
