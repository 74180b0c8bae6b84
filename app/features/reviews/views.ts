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
  /** The member who is asked to decide. */
  readonly assignedTo: string | null;
  /** How often it was made once more, and whether that is under way. */
  readonly redos: number;
  readonly redoing: boolean;
  readonly comments: number;
}

/** What has to be known of an image to decide about it unseen. */
export type OutputMark = Pick<OutputView, "id" | "state" | "expiresAt" | "publishedAt" | "redos">;

/** A redo of an image. */
export interface RedoView {
  readonly itemId: string;
  readonly runId: string;
  readonly number: number;
  readonly over: boolean;
  readonly done: boolean;
  readonly say: string | null;
}

/** An image with what stands beside it. */
export interface OutputDetailView {
  /** All images of its product in the run, redos among them. */
  readonly candidates: readonly OutputView[];
  /** In the order in which they were said. */
  readonly comments: readonly { readonly id: string; readonly text: string; readonly memberId: string | null; readonly at: string }[];
  readonly redos: readonly RedoView[];
  /** What a redo costs at most, micro-dollars; null where there is none, and why. */
  readonly redoMicros: Micros | null;
  readonly noRedo: string | null;
}

export interface ReviewPage {
  readonly outputs: readonly OutputView[];
  /** Which page this is, from 0, and how many images a page has. */
  readonly page: number;
  readonly pageSize: number;
  /** The key after which the next page begins; null on the last. */
  readonly next: string | null;
  /** Of the whole list. */
  readonly total: number;
  /** Keys of the last image of each page but the last. */
  readonly ends: readonly string[];
  /** The place of the image that was asked for, from 0; null where it is not in the list. */
  readonly focusAt: number | null;
  /** When the list was opened. */
  readonly at: string;
  readonly counts: { readonly awaiting: number; readonly approved: number; readonly rejected: number; readonly unpublished: number; /** Of those to decide, what the reader is asked to. */ readonly mine: number };
  /** The earliest expiry among those that wait. */
  readonly firstExpiry: string | null;
  readonly runs: readonly { readonly id: string; readonly label: string }[];
  /** Models that bought something for an image. */
  readonly models: readonly { readonly id: string; readonly label: string }[];
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

/** What was made of a product, for its page in the admin. */
export interface ProductImagesView {
  readonly newest: readonly OutputView[];
  /** How many of its images wait for a decision. */
  readonly awaiting: number;
  readonly lastRun: { readonly id: string; readonly number: number; readonly skillName: string; readonly createdAt: string } | null;
}
