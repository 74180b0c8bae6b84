import type { Output, Publication, ReviewCounts, Run, SelectionView } from "./pages.ts";
import type { ShopState } from "./shop.ts";

/** An image that was looked at: what the bytes are, and what the rule says of it. */
export interface Judged {
  readonly output: Output;
  /** SHA-256 of the bytes that the app gave, in hex. */
  readonly sha256: string;
  /** Why it is rejected; null where it is approved. */
  readonly reject: string | null;
}

/** A publication with what was ordered for it. */
export interface Published {
  readonly id: string;
  readonly outputs: readonly { readonly id: string; readonly productId: string; readonly altText: string }[];
  /** Approved, but the plan said that it cannot be published. */
  readonly blocked: readonly { readonly title: string; readonly why: string }[];
  /** Its page once every product had been worked on. */
  readonly after: Publication;
}

/** What the run cost, as quoted by the app and as charged by the providers; micro-dollars. */
export interface Money {
  readonly quotedMaxMicros: number;
  readonly ledgerMicros: number;
  readonly ledgerCalls: number;
  /** Calls by provider, as the app tells them. */
  readonly calls: Readonly<Record<string, number>>;
}

/** All that was seen while the job was played: what the app said, and the shop before and after. Checks compare the two. */
export interface Evidence {
  readonly skill: string;
  /** What the run form showed for the selection. */
  readonly chosen: SelectionView;
  /** Ids of the products that were chosen by hand; null for the whole shop. */
  readonly chosenIds: readonly string[] | null;
  readonly run: Run;
  readonly items: Run["items"];
  readonly lastEvent: Run;
  readonly judged: readonly Judged[];
  /** Of the review page: all images of the run and their figures, after every decision. */
  readonly reviewed: { readonly outputs: readonly Output[]; readonly counts: ReviewCounts };
  readonly publications: readonly Published[];
  /** Pages of all publications after the last was undone, in the same order. */
  readonly final: readonly Publication[];
  readonly unpublishedAtEnd: number;
  readonly shop: { readonly before: ShopState; readonly published: ShopState; readonly undone: ShopState };
  readonly money: Money;
  readonly wallMs: number;
}
