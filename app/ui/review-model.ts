import type { PictureSource } from "./picture.tsx";

export type OutputState = "awaiting" | "approved" | "rejected" | "expired";
export type Decision = "approve" | "reject" | "restore" | "undo";

/** An image in review. */
export interface ReviewImage {
  readonly id: string;
  readonly runId: string;
  readonly runNumber: number;
  readonly skillName: string;
  readonly version: number;
  readonly productId: string;
  readonly productTitle: string;
  readonly place: number;
  readonly of: number;
  readonly image: PictureSource;
  readonly before: PictureSource | null;
  readonly state: OutputState;
  readonly altText: string;
  /** The alt text of a photo that the product has is to be decided, and no new image. */
  readonly altOnly: boolean;
  readonly fileName: string;
  readonly expiresAt: string | null;
  readonly publishedAt: string | null;
  /** What this product has cost in its run, micro-dollars; null where nothing was bought. */
  readonly costMicros: number | null;
}

/** An image as the page shows it: with what was decided here, and whether the database has confirmed that. */
export interface Shown extends ReviewImage {
  readonly saving: boolean;
}

/** What was decided on this page and not yet, or just now, confirmed. */
export interface Change {
  readonly state: OutputState;
  readonly expiresAt: string | null;
  readonly saving: boolean;
}

export const AFTER: Readonly<Record<Decision, OutputState>> = { approve: "approved", reject: "rejected", restore: "awaiting", undo: "awaiting" };

/** The images with the changes of this page on top; decided ones stay in their place. */
export function shownOf(images: readonly ReviewImage[], changes: ReadonlyMap<string, Change>): Shown[] {
  return images.map((image) => {
    const change = changes.get(image.id);
    return change ? { ...image, ...change } : { ...image, saving: false };
  });
}

/** Counts by state with confirmed changes applied; what is still on its way is not counted yet. */
export function countsOf<C extends Readonly<Record<"awaiting" | "approved" | "rejected" | "unpublished", number>>>(counts: C, images: readonly ReviewImage[], changes: ReadonlyMap<string, Change>): Record<"awaiting" | "approved" | "rejected" | "unpublished", number> {
  const now = { awaiting: counts.awaiting, approved: counts.approved, rejected: counts.rejected, unpublished: counts.unpublished };
  for (const { id, state } of images) {
    const change = changes.get(id);
    if (!change || change.saving || change.state === state) continue;
    if (state !== "expired") now[state] -= 1;
    if (change.state !== "expired") now[change.state] += 1;
    if (state === "approved") now.unpublished -= 1;
    if (change.state === "approved") now.unpublished += 1;
  }
  return now;
}

/** The ids that a decision can be meant for: those that it would change. */
export function meantFor(decision: Decision, images: readonly Shown[]): string[] {
  return images.filter(({ state, publishedAt }) => {
    if (state === "expired" || (publishedAt !== null && decision !== "approve")) return false;
    if (decision === "undo" || decision === "restore") return state !== "awaiting";
    return state !== AFTER[decision];
  }).map(({ id }) => id);
}

/** The index that an arrow key leads to, or the same one at the edge. */
export function step(index: number, key: string, across: number, total: number): number {
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across, ArrowDown: across }[key] ?? 0;
  const next = index + by;
  return next < 0 || next >= total ? index : next;
}

/** What a screen reader hears after a decision. */
export function announced(decision: Decision, many: number, next: Shown | undefined): string {
  const done = { approve: "Approved", reject: "Rejected", restore: "Restored", undo: "Decision undone" }[decision];
  const what = many === 1 ? done : `${done}, ${many} images`;
  return next ? `${what}. ${next.productTitle}, ${next.place} of ${next.of}` : `${what}.`;
}
