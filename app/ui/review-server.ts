import type { Marked, ReviewImage } from "./review-model.ts";

/** Part of a list that is open: keys of where it begins and ends, null for the ends of the list. */
export interface ListRange {
  readonly from: string | null;
  readonly until: string | null;
  /** When the list was opened; what was decided since stays, and so do these. */
  readonly since: string;
  readonly keep: readonly string[];
}

/** What was said of an image. */
export interface Comment {
  readonly id: string;
  readonly text: string;
  readonly memberId: string | null;
  readonly at: string;
}

/** An image with the others of its product, what was said of it, and its redos. */
export interface OutputDetail {
  readonly candidates: readonly ReviewImage[];
  readonly comments: readonly Comment[];
  readonly redos: readonly { readonly itemId: string; readonly runId: string; readonly number: number; readonly over: boolean; readonly done: boolean; readonly say: string | null }[];
  /** What a redo costs at most, micro-dollars; null where there is none, and why. */
  readonly redoMicros: number | null;
  readonly noRedo: string | null;
}

export type Told<T> = { readonly ok: true; readonly result: T } | { readonly ok: false; readonly say: string };

/** What review asks of the server besides decisions. */
export interface ReviewServer {
  read(range: ListRange): Promise<Told<readonly ReviewImage[]>>;
  /** All images of the list in brief. */
  all(): Promise<Told<readonly Marked[]>>;
  detail(id: string): Promise<Told<OutputDetail>>;
  quote(ids: readonly string[]): Promise<Told<{ readonly possible: number; readonly maximumMicros: number; readonly refused: readonly { readonly id: string; readonly why: string }[] }>>;
  redo(redos: readonly { readonly id: string; readonly seen: number }[], note: string): Promise<Told<{ readonly started: readonly string[]; readonly refused: readonly { readonly id: string; readonly why: string }[] }>>;
  assign(ids: readonly string[], memberId: string | null): Promise<Told<{ readonly assigned: number }>>;
  comment(id: string, text: string): Promise<Told<{ readonly commentId: string }>>;
}

/** A person who can be asked to decide. */
export interface Reviewer {
  readonly id: string;
  readonly label: string;
  readonly you: boolean;
}
