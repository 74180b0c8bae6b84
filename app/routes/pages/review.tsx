import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useSearchParams, type ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { useMemo, useState } from "react";
import { z } from "zod";
import { can } from "#app/core/permissions.ts";
import { getWorkspace } from "#app/features/accounts/get-workspace.server.ts";
import { listMembers } from "#app/features/accounts/list-members.server.ts";
import { readRoom } from "#app/features/billing/read-room.server.ts";
import { Decision, decideOutputs } from "#app/features/reviews/decide-outputs.server.ts";
import { listOutputs } from "#app/features/reviews/list-outputs.server.ts";
import { PlaceKey } from "#app/features/reviews/review-filter.ts";
import { act, answer, readJson } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { BulkBar, BulkButton } from "#app/ui/bulk-bar.tsx";
import { count, of, whole } from "#app/ui/format.ts";
import { HintBar } from "#app/ui/hint-bar.tsx";
import { useHost } from "#app/ui/host.tsx";
import { Banner, Page } from "#app/ui/kit.tsx";
import { Quiet } from "#app/ui/layout.tsx";
import { PlanNote, planLabel } from "#app/ui/plan-room.tsx";
import { AssignDialog, RedoDialog } from "#app/ui/review-dialogs.tsx";
import { ReviewFocus } from "#app/ui/review-focus.tsx";
import { ReviewGrid } from "#app/ui/review-grid.tsx";
import { FOCUS_HINTS, GRID_HINTS } from "#app/ui/review-hints.ts";
import type { Marked } from "#app/ui/review-model.ts";
import { ReviewTools } from "#app/ui/review-tools.tsx";
import { EmptyState } from "#app/ui/states.tsx";
import { useOutputBeside } from "#app/ui/use-output-beside.ts";
import { useReview } from "#app/ui/use-review.ts";
import { filterIn } from "./review-query.server.ts";
import { useReviewServer } from "./use-review-server.ts";

export const meta: MetaFunction = () => [{ title: "Review, Piccaso" }];

const FILTERS = ["state", "run", "model", "product", "cost", "mine"] as const;
const Query = z.object({ focus: z.uuid().nullable().catch(null), after: PlaceKey.nullable().catch(null) });

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  const url = new URL(request.url);
  const filter = filterIn(url);
  const { focus, after } = Query.parse({ focus: url.searchParams.get("focus"), after: url.searchParams.get("after") });
  return answer(async () => {
    const { state, run, ...more } = filter;
    const [page, workspace, members, room] = await Promise.all([listOutputs(at, { state: state === "all" ? null : state, runId: run, after, more, focus }), getWorkspace(at), listMembers(at), readRoom(at, "storage")]);
    return {
      room, page, filter, restoreMinutes: workspace.restoreMinutes, reviewers: members.filter(({ removed }) => !removed).map(({ id, label, role, you }) => ({ id, label: you ? label : `${label}, ${role}`, you })),
      mayDecide: can(at.actor, "decide"), mayPublish: can(at.actor, "publish"), mayRedo: can(at.actor, "run"),
    };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, async () => decideOutputs(at, await readJson(request, Decision)));
}

/** Decided images stay in their place until the merchant leaves, and going large is not another list. */
export function shouldRevalidate({ currentUrl, nextUrl, formMethod, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  if (formMethod !== undefined) return false;
  const list = (url: URL) => `${url.pathname}?${[...FILTERS, "after"].map((name) => url.searchParams.get(name) ?? "").join("&")}`;
  return list(currentUrl) === list(nextUrl) && currentUrl.search !== nextUrl.search ? false : defaultShouldRevalidate;
}

const NOTHING = { awaiting: "Nothing to review", approved: "Nothing approved", rejected: "Nothing rejected", all: "No images" } as const;

/** Decide thousands of images with the hands on the keyboard. */
export default function ReviewPage() {
  const { room, page, filter, restoreMinutes, reviewers, mayDecide, mayPublish, mayRedo } = useLoaderData<typeof loader>();
  const host = useHost();
  const [search, setSearch] = useSearchParams();
  const [dialog, setDialog] = useState<{ readonly of: "redo" | "assign"; readonly images: readonly Marked[] } | null>(null);
  const set = (changes: Readonly<Record<string, string | null>>) => setSearch((now) => {
    const next = new URLSearchParams(now);
    for (const [name, value] of Object.entries(changes)) { if (value === null) next.delete(name); else next.set(name, value); }
    return next;
  }, { preventScrollReset: true });
  const server = useReviewServer(only(search, FILTERS));
  const opened = useMemo(() => ({ outputs: page.outputs, page: page.page, pageSize: page.pageSize, total: page.total, ends: page.ends, at: page.at }), [page]);
  const review = useReview({ opened, counts: page.counts, restoreMinutes, focusId: search.get("focus"), focusAt: page.focusAt, mayDecide, server, onFocus: (id) => set({ focus: id }) });
  const { list, focused, counts, here, missed } = review;
  const beside = useOutputBeside(focused, server, { onChanged: list.replace, onSaid: review.say });
  const labelOf = (id: string) => reviewers.find((one) => one.id === id)?.label ?? "somebody";
  const ask = (of: "redo" | "assign") => { const images = review.targets(); if (images.length > 0 && (of === "redo" ? mayRedo : mayDecide)) setDialog({ of, images }); };
  review.keys.current = focused ? { onRedo: () => into("#review-redo textarea"), onComment: () => into("#review-comment textarea"), onAssign: () => into("#review-assign select") } : { onRedo: () => ask("redo"), onComment: () => {}, onAssign: () => ask("assign") };
  const live = <p className="pc-hidden" aria-live="polite">{review.said}</p>;
  if (search.get("focus") !== null && (focused || list.at(here) === undefined)) {
    return (
      <Page
        title={focused?.productTitle ?? "Review"} note={review.aside ? "A redo of this image" : of(here + 1, list.total)} back={{ label: "Back to Review", to: `review?${only(search, FILTERS)}` }}
        secondary={[{ label: "Previous", icon: "chevron-left", disabled: here === 0, onAction: () => review.go(here - 1) }, { label: "Next", icon: "chevron-right", disabled: here >= list.total - 1, onAction: () => review.go(here + 1) }]}
      >
        {live}
        {focused ? (
          <ReviewFocus
            image={focused} index={here} total={list.total} shownAt={review.shownAt} beside={beside} reviewers={reviewers} why={review.missedSay(focused)} position={review.position} zoom={review.zoom} panes={review.beside} mayDecide={mayDecide} room={room}
            onPanes={review.setBeside} onPosition={review.setPosition} onDecide={review.decide} onGo={review.go} onShow={review.show}
          />
        ) : <div className="pc-focus" aria-busy="true"><div className="pc-compare" /></div>}
        <HintBar note="Goes to the next image after a decision" hints={FOCUS_HINTS} />
      </Page>
    );
  }
  const all = counts.awaiting + counts.approved + counts.rejected;
  const filtered = only(search, FILTERS.filter((name) => name !== "state")) !== "";
  return (
    <Page title="Review" note={`${whole(counts.awaiting)} to decide, ${whole(counts.approved)} approved, ${whole(counts.rejected)} rejected`} primary={mayPublish && counts.unpublished > 0 ? { label: `Publish ${counts.unpublished} approved`, to: "publications/new" } : undefined}>
      {live}
      {mayDecide ? <PlanNote room={room} /> : null}
      <ReviewTools filter={filter} counts={{ ...counts, mine: page.counts.mine }} runs={page.runs} models={page.models} firstExpiry={page.firstExpiry} across={review.across} onAcross={review.setAcross} onFilter={(changes) => set({ ...changes, after: null })} />
      {missed.length > 0 ? <Banner tone="critical" title={`${count(missed.length, "decision")} did not hold`}><p>{[...new Set(missed.map(({ why }) => why))].join(" ")}</p></Banner> : null}
      {list.failed ? <Banner tone="critical" title="Some images could not be read"><p>{list.failed}</p></Banner> : null}
      {mayDecide ? null : <Quiet>Your role may look, but not decide. Ask the owner to change your role.</Quiet>}
      {list.total > 0 ? (
        <ReviewGrid list={list} shownAt={review.shownAt} across={review.across} cursor={here} columns={review.columns} selected={review.selected} swapped={review.swapped} labelOf={labelOf} onCursor={review.setCursor} onSelect={review.select} onOpen={(index) => { review.setCursor(index); const image = list.at(index); if (image) set({ focus: image.id }); }} />
      ) : all > 0 ? (
        <EmptyState icon="check-circle" title={filtered ? "Nothing matches these filters" : NOTHING[filter.state]} action={filtered || filter.state === "all" ? { label: "Clear filters", to: "review" } : { label: "Show all", onAction: () => set({ state: "all" }) }}>{`${count(all, "image")} without the filter.`}</EmptyState>
      ) : (
        <EmptyState icon="image" title="Nothing to review" action={{ label: "New run", to: "skills" }} primary>Images appear here as a run finishes them. You approve or reject each one.</EmptyState>
      )}
      <BulkBar selected={review.selected.size} onClear={review.clear}>
        <BulkButton icon="check" label={planLabel("Approve and save", room)} hotkey="A" strong disabled={!mayDecide || room.full} onAction={() => review.decide("approve")} />
        <BulkButton icon="x" label="Reject" hotkey="X" disabled={!mayDecide} onAction={() => review.decide("reject")} />
        <BulkButton icon="redo" label="Redo" hotkey="E" disabled={!mayRedo} onAction={() => ask("redo")} />
        <BulkButton icon="hand" label="Assign" hotkey="M" disabled={!mayDecide} onAction={() => ask("assign")} />
        {review.selected.size < list.total ? <BulkButton icon="list" label={`Select all ${whole(list.total)}`} onAction={() => void review.selectAll()} /> : null}
        <BulkButton icon="undo" label="Undo decision" hotkey="Z" disabled={!mayDecide} onAction={() => review.decide("undo")} />
      </BulkBar>
      {dialog?.of === "redo" ? <RedoDialog images={dialog.images} server={server} onClose={() => setDialog(null)} onDone={(started) => { setDialog(null); review.clear(); started.forEach((id) => list.replace(id, { redoing: true })); host.toast(`${count(started.length, "redo", "redos")} under way`); }} /> : null}
      {dialog?.of === "assign" ? <AssignDialog images={dialog.images} reviewers={reviewers} server={server} onClose={() => setDialog(null)} onDone={(memberId) => { dialog.images.forEach(({ id }) => list.replace(id, { assignedTo: memberId })); setDialog(null); review.clear(); host.toast(memberId === null ? "Anybody decides" : `Assigned to ${labelOf(memberId)}`); }} /> : null}
      <HintBar note="Saved as you decide. Decided images stay in place until you leave." hints={GRID_HINTS} />
    </Page>
  );
}

/** These parts of an address. */
function only(search: URLSearchParams, names: readonly string[]): string {
  return new URLSearchParams(names.flatMap((name): [string, string][] => { const value = search.get(name); return value ? [[name, value]] : []; })).toString();
}

function into(field: string): void {
  document.querySelector<HTMLElement>(field)?.focus();
}
