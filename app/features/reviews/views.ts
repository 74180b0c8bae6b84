import type { Micros } from "#app/core/money.ts";
import type { ImageView } from "../images/views.ts";

export type OutputState = "awaiting" | "approved" | "rejected" | "expired";

export interface OutputView {
  readonly id: string;
  readonly runId: string;
  readonly runNumber: number;
  readonly skillName: string;
  readonly version: number;
  readonly productId: string;
  readonly productTitle: string;
  /** 1-based place among the images of this product, and how many there are. */
  readonly place: number;
  readonly of: number;
  readonly image: ImageView;
  /** The photo it was made from, as it was used. */
  readonly before: ImageView | null;
  readonly state: OutputState;
  readonly altText: string;
  /** The alt text of a photo that the product has is to be decided, and no new image. */
  readonly altOnly: boolean;
  readonly fileName: string;
  /** When it is deleted if nothing is done; null once kept. */
  readonly expiresAt: string | null;
  readonly publishedAt: string | null;
  /** What all images of this product cost in this run, micro-dollars; null where nothing was bought. */
  readonly costMicros: Micros | null;
}

export interface ReviewPage {
  readonly outputs: readonly OutputView[];
  readonly next: string | null;
  readonly counts: { readonly awaiting: number; readonly approved: number; readonly rejected: number; readonly unpublished: number };
  /** The earliest expiry among those that wait. */
  readonly firstExpiry: string | null;
  readonly runs: readonly { readonly id: string; readonly label: string }[];
}

/** What a version of a skill made. */
export interface VersionResult {
  readonly images: number;
  /** What an image has cost on average, micro-dollars; null where nothing was bought. */
  readonly costMicros: number | null;
  /** What it made last and is still kept. */
  readonly newest: ImageView | null;
}

/** What a skill made last, for its page. */
export interface ResultView {
  readonly productTitle: string;
  readonly runId: string;
  readonly runNumber: number;
  readonly madeAt: string;
  readonly before: ImageView | null;
  readonly after: ImageView;
}
