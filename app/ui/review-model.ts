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
  /** The member who is asked to decide. */
  readonly assignedTo: string | null;
  /** How often it was made once more, and whether that is under way. */
  readonly redos: number;
  readonly redoing: boolean;
  readonly comments: number;
}

/** What has to be known of an image to decide about it. */
export type Marked = Pick<ReviewImage, "id" | "state" | "expiresAt" | "publishedAt" | "redos">;

/** An image as the page shows it: with what was decided here, and whether the database has confirmed that. */
export interface Shown extends ReviewImage {
  readonly saving: boolean;
}

/** What was decided on this page and not yet, or just now, confirmed; and how the image was before. */
export interface Change {
  readonly state: OutputState;
  readonly expiresAt: string | null;
  readonly saving: boolean;
  readonly was: Pick<ReviewImage, "state" | "expiresAt">;
}
export type Changes = ReadonlyMap<string, Change>;

export const AFTER: Readonly<Record<Decision, OutputState>> = { approve: "approved", reject: "rejected", restore: "awaiting", undo: "awaiting" };

/** An image with the changes of this page on top. */
export function shownOf<I extends Marked>(image: I, changes: Changes): I & { readonly saving: boolean } {
  const change = changes.get(image.id);
  return change ? { ...image, state: change.state, expiresAt: change.expiresAt, saving: change.saving } : { ...image, saving: false };
}

export type Counts = Readonly<Record<"awaiting" | "approved" | "rejected" | "unpublished", number>>;

/** Counts by state with confirmed changes applied; what is still on its way is not counted yet. */
export function countsOf(counts: Counts, changes: Changes): Record<keyof Counts, number> {
  const now = { awaiting: counts.awaiting, approved: counts.approved, rejected: counts.rejected, unpublished: counts.unpublished };
  for (const { state, saving, was } of changes.values()) {
    if (saving || state === was.state) continue;
    if (was.state !== "expired") now[was.state] -= 1;
    if (state !== "expired") now[state] += 1;
    if (was.state === "approved") now.unpublished -= 1;
    if (state === "approved") now.unpublished += 1;
  }
  return now;
}

/** The images that a decision can be meant for: those that it would change. */
export function meantFor<I extends Marked>(decision: Decision, images: readonly I[]): I[] {
  return images.filter(({ state, publishedAt }) => {
    if (state === "expired" || (publishedAt !== null && decision !== "approve")) return false;
    if (decision === "undo" || decision === "restore") return state !== "awaiting";
    return state !== AFTER[decision];
  });
}

/** The index that an arrow key leads to, or the same one at the edge. */
export function step(index: number, key: string, across: number, total: number): number {
  const by = { ArrowLeft: -1, ArrowRight: 1, ArrowUp: -across, ArrowDown: across }[key] ?? 0;
  const next = index + by;
  return next < 0 || next >= total ? index : next;
}

/** What a screen reader hears after a decision. */
export function announced(decision: Decision, many: number, next: ReviewImage | undefined): string {
  const done = { approve: "Approved", reject: "Rejected", restore: "Restored", undo: "Decision undone" }[decision];
  const what = many === 1 ? done : `${done}, ${many} images`;
  return next ? `${what}. ${next.productTitle}, ${next.place} of ${next.of}` : `${what}.`;
}
