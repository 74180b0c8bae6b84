import type { Model } from "#app/core/model.ts";
import type { ProviderRequest } from "#app/core/provider.ts";
import type { CallShape } from "#app/core/price.ts";

/** An image of a call as it is kept in the workspace. Pixels. */
export interface BoughtImage {
  readonly hash: string;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
}

/** Images whose bytes are stored, to be kept until then: their rows are written in the transaction that settles the call. */
export interface Kept {
  readonly images: readonly (BoughtImage & { readonly bytes: number })[];
  readonly until: Date;
  /** After the commit: makes sure that no deletion took the bytes away meanwhile. */
  readonly confirm: () => Promise<void>;
}

/** One purchase of a step: for whom, of which model, and how the request is made when it is really sent. */
export interface Order {
  readonly runId: string;
  readonly itemId: string;
  readonly node: string;
  readonly index: number;
  readonly model: Model;
  readonly shape: CallShape;
  /** The same request of the same step has the same fingerprint: a done call is reused, never bought again. */
  readonly fingerprint: string;
  /** What was wanted and is not sent, in words for the merchant: kept with the adapter's own warnings. */
  readonly warnings: readonly string[];
  /** Renders what is sent along. Called only when a call is really made. */
  readonly request: () => Promise<ProviderRequest>;
  /** Checks and stores what came. Throws an AppError where it is no image that can be read. */
  readonly keep: (images: readonly Uint8Array[]) => Promise<Kept>;
  /** Whether images of an earlier call are still kept. */
  readonly isKept: (hashes: readonly string[]) => Promise<boolean>;
}

/** What a call gave: images that are kept in this workspace by hash, or text. */
export interface Bought {
  readonly callId: string;
  readonly images: readonly BoughtImage[];
  readonly text: string | null;
  readonly warnings: readonly string[];
  /** Whether another run had paid for it: a preview, or an earlier test. */
  readonly reused: boolean;
}
