import type { ActionFunctionArgs, LoaderFunctionArgs, MetaFunction } from "@remix-run/node";
import { useLoaderData, useSearchParams, type ShouldRevalidateFunctionArgs } from "@remix-run/react";
import { z } from "zod";
import { can } from "#app/core/permissions.ts";
import { getWorkspace } from "#app/features/accounts/get-workspace.server.ts";
import { readRoom } from "#app/features/billing/read-room.server.ts";
import { Decision, decideOutputs } from "#app/features/reviews/decide-outputs.server.ts";
import { listOutputs } from "#app/features/reviews/list-outputs.server.ts";
import { act, answer, readJson } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { BulkBar, BulkButton } from "#app/ui/bulk-bar.tsx";
import { count } from "#app/ui/format.ts";
import { HintBar } from "#app/ui/hint-bar.tsx";
import { Banner, Link, Page } from "#app/ui/kit.tsx";
import { Quiet, Row } from "#app/ui/layout.tsx";
import { PlanNote } from "#app/ui/plan-room.tsx";
import { ReviewFocus } from "#app/ui/review-focus.tsx";
import { ReviewGrid } from "#app/ui/review-grid.tsx";
import { ReviewTools } from "#app/ui/review-tools.tsx";
import { EmptyState } from "#app/ui/states.tsx";
import { useReview } from "#app/ui/use-review.ts";

export const meta: MetaFunction = () => [{ title: "Review, Piccaso" }];

const Query = z.object({ state: z.enum(["awaiting", "approved", "rejected", "all"]).catch("awaiting"), run: z.uuid().nullable().catch(null), after: z.uuid().nullable().catch(null) });

export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  const params = new URL(request.url).searchParams;
  const { state, run, after } = Query.parse({ state: params.get("state"), run: params.get("run"), after: params.get("after") });
  return answer(async () => {
    const [page, workspace, room] = await Promise.all([listOutputs(at, { state: state === "all" ? null : state, runId: run, after }), getWorkspace(at), readRoom(at, "storage")]);
    return { room, page, state, run, after, restoreMinutes: workspace.restoreMinutes, mayDecide: can(at.actor, "decide"), mayPublish: can(at.actor, "publish") };
  });
}

export async function action({ request }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, async () => decideOutputs(at, await readJson(request, Decision)));
}

/** Decided images stay in their place until the merchant leaves, and going large is not another list. */
export function shouldRevalidate({ currentUrl, nextUrl, formMethod, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  if (formMethod !== undefined) return false;
  const list = (url: URL) => `${url.pathname}?${["state", "run", "after"].map((name) => url.searchParams.get(name) ?? "").join("&")}`;
  return list(currentUrl) === list(nextUrl) && currentUrl.search !== nextUrl.search ? false : defaultShouldRevalidate;
}

const NOTHING = { awaiting: "Nothing to review", approved: "Nothing approved", rejected: "Nothing rejected", all: "No images" } as const;

/** Decide hundreds of images with the hands on the keyboard. */
export default function ReviewPage() {
  const { room, page, state, run, after, restoreMinutes, mayDecide, mayPublish } = useLoaderData<typeof loader>();
  const [search, setSearch] = useSearchParams();
  const set = (changes: Readonly<Record<string, string | null>>) => setSearch((now) => {
    const next = new URLSearchParams(now);
    for (const [name, value] of Object.entries(changes)) { if (value === null) next.delete(name); else next.set(name, value); }
    return next;
  }, { preventScrollReset: true });
  const review = useReview({ images: page.outputs, counts: page.counts, restoreMinutes, focusId: search.get("focus"), mayDecide, onFocus: (id) => set({ focus: id }) });
  const { shown, focused, counts, here, missed } = review;
  const refused = missed.filter(({ id }) => shown.some((image) => image.id === id));
  const live = <p className="pc-hidden" aria-live="polite">{review.said}</p>;
  if (focused) {
    return (
      <Page
        title={focused.productTitle} note={`${here + 1} of ${shown.length}`} back={{ label: "Back to Review", to: `review?${listOnly(search)}` }}
        secondary={[{ label: "Previous", icon: "chevron-left", disabled: here === 0, onAction: () => review.go(here - 1) }, { label: "Next", icon: "chevron-right", disabled: here === shown.length - 1, onAction: () => review.go(here + 1) }]}
      >
        {live}
        <ReviewFocus
          image={focused} images={shown} why={review.missedSay(focused)} position={review.position} onPosition={review.setPosition} onDecide={review.decide}
          onGo={(id) => review.go(shown.findIndex((image) => image.id === id))} onSwipe={(direction) => review.go(here + direction)}
        />
        <HintBar note="Goes to the next image after a decision" hints={[{ keys: ["←", "→"], does: "image" }, { keys: ["B"], does: "hold for before" }, { keys: ["[", "]"], does: "slider" }, { keys: ["Z"], does: "undo" }, { keys: ["Esc"], does: "grid" }, { keys: ["A"], does: "approve and save", more: true }, { keys: ["X"], does: "reject", more: true }, { keys: ["1", "9"], does: "candidate", more: true }]} />
      </Page>
    );
  }
  const total = counts.awaiting + counts.approved + counts.rejected;
  return (
    <Page title="Review" note={`${counts.awaiting} to decide, ${counts.approved} approved, ${counts.rejected} rejected`} primary={mayPublish && counts.unpublished > 0 ? { label: `Publish ${counts.unpublished} approved`, to: "publications/new" } : undefined}>
      {live}
      {mayDecide ? <PlanNote room={room} /> : null}
      <ReviewTools
        state={state} counts={counts} runId={run} runs={page.runs} firstExpiry={page.firstExpiry} across={review.across} onAcross={review.setAcross}
        onState={(value) => set({ state: value === "awaiting" ? null : value, after: null })} onRun={(value) => set({ run: value, after: null })}
      />
      {refused.length > 0 ? <Banner tone="critical" title={`${count(refused.length, "decision")} did not hold`}><p>{[...new Set(refused.map(({ why }) => why))].join(" ")}</p></Banner> : null}
      {mayDecide ? null : <Quiet>Your role may look, but not decide. Ask the owner to change your role.</Quiet>}
      {shown.length > 0 ? (
        <ReviewGrid images={shown} across={review.across} cursor={here} selected={review.selected} swapped={review.swapped} onCursor={review.setCursor} onSelect={review.select} onOpen={(id) => set({ focus: id })} />
      ) : total > 0 ? (
        <EmptyState icon="check-circle" title={NOTHING[state]} action={state === "all" ? { label: "Clear filters", to: "review" } : { label: "Show all", onAction: () => set({ state: "all" }) }}>{`${count(total, "image")} without the filter.`}</EmptyState>
      ) : (
        <EmptyState icon="image" title="Nothing to review" action={{ label: "New run", to: "skills" }} primary>Images appear here as a run finishes them. You approve or reject each one.</EmptyState>
      )}
      {after || page.next ? <Row>{after ? <Link to="review">From the start</Link> : null}{page.next ? <Link to={`review?${listOnly(search, page.next)}`}>Next images</Link> : null}</Row> : null}
      <BulkBar selected={review.selected.size} onClear={review.clear}>
        <BulkButton icon="check" label="Approve and save" hotkey="A" strong disabled={!mayDecide} onAction={() => review.decide("approve")} />
        <BulkButton icon="x" label="Reject" hotkey="X" disabled={!mayDecide} onAction={() => review.decide("reject")} />
        <BulkButton icon="undo" label="Undo decision" hotkey="Z" disabled={!mayDecide} onAction={() => review.decide("undo")} />
      </BulkBar>
      <HintBar
        note="Saved as you decide. Decided images stay in place until you leave."
        hints={[{ keys: ["←", "→"], does: "move" }, { keys: ["Space"], does: "select" }, { keys: ["Enter"], does: "large" }, { keys: ["A"], does: "approve and save" }, { keys: ["X"], does: "reject" }, { keys: ["B"], does: "hold for before", more: true }, { keys: ["Z"], does: "undo decision", more: true }, { keys: ["Shift", "→"], does: "extend", more: true }, { keys: ["+", "−"], does: "size", more: true }, { keys: ["Esc"], does: "clear selection", more: true }]}
      />
    </Page>
  );
}

/** The address of the list without the image that is shown large. */
function listOnly(search: URLSearchParams, after?: string): string {
  const next = new URLSearchParams(search);
  next.delete("focus");
  if (after) next.set("after", after);
  return next.toString();
}
