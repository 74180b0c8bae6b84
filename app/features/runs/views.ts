import type { EvidenceRow } from "#app/core/evidence.ts";
import type { AskedQuestion } from "#app/core/skill/questions.ts";
import type { Quote } from "#app/core/skill/quote.ts";
import type { Unit } from "#app/core/unit.ts";
import type { Overrun } from "../calls/run-overruns.server.ts";
import type { RunMoney } from "../calls/run-spend.server.ts";
import type { ImageView } from "../images/views.ts";

export type ItemState = "queued" | "running" | "waiting" | "done" | "failed" | "uncertain" | "cancelled" | "expired";
export type RunState = "running" | "paused" | "done" | "cancelled";
export type ItemCounts = Readonly<Record<ItemState, number>>;

/** What one product costs; a run is a multiple of it. */
export interface RunQuoteView {
  readonly each: Quote;
  /** The keys that it needs. */
  readonly keys: readonly { readonly provider: string; readonly title: string; readonly works: boolean }[];
  /** Whether products without a photo are left out. */
  readonly needsPhoto: boolean;
}

export interface RunFormView extends RunQuoteView {
  readonly skillId: string;
  readonly skillName: string;
  readonly description: string;
  readonly versionId: string;
  readonly version: number;
  readonly questions: readonly AskedQuestion[];
  /** Keys of the questions whose answers decide the price: `each` is for those that are suggested. */
  readonly pricedBy: readonly string[];
  /** What happens to each product, in order, one line a step. */
  readonly steps: readonly { readonly title: string; readonly detail: string }[];
}

export interface RunRow {
  readonly id: string;
  readonly number: number;
  readonly skillName: string;
  /** A preview is one product, started from the run form; a test is what the builder tried, and is in no list. */
  readonly kind: "run" | "preview" | "test";
  /** What each of its items stands for. */
  readonly unit: Unit;
  /** What started it where it was no person: By schedule “Weekly”. */
  readonly cause: string | null;
  readonly version: number;
  readonly state: RunState;
  readonly counts: ItemCounts;
  readonly itemCount: number;
  readonly createdAt: string;
  readonly endedAt: string | null;
  /** Up to three newest outputs. */
  readonly newest: readonly ImageView[];
  readonly awaiting: number;
  /** Products that wait for a person's decision. */
  readonly asking: number;
  /** Null for a run that buys nothing. */
  readonly money: RunMoney | null;
}

export interface ItemView {
  readonly id: string;
  readonly position: number;
  readonly title: string;
  readonly productId: string;
  /** The shop's photo at 320 pixels, or null. */
  readonly photo: string | null;
  readonly state: ItemState;
  readonly reason: string | null;
  readonly say: string | null;
  readonly until: string | null;
  /** Where it waits for a person: when it is given up. */
  readonly expiresAt: string | null;
  readonly attempts: number;
  readonly output: ImageView | null;
  /** What its calls have cost, micro-dollars; null where it bought nothing. */
  readonly costMicros: number | null;
  readonly altText: string | null;
  readonly outputs: number;
}

/** Items that stopped for the same reason. */
export interface NeedView {
  readonly reason: string;
  readonly say: string;
  readonly state: ItemState;
  readonly items: readonly { readonly id: string; readonly title: string }[];
  readonly retryable: boolean;
  /** Where they wait for a person: when the first of them is given up. */
  readonly expiresAt: string | null;
  /** For uncertain ones: where their providers show what was charged. */
  readonly checks: readonly { readonly title: string; readonly url: string }[];
}

/** A question to a person in the middle of a run. */
export interface ApprovalView {
  readonly id: string;
  readonly itemId: string;
  /** The step that asks. */
  readonly node: string;
  /** Of the product. */
  readonly title: string;
  readonly question: string;
  readonly instructions: string;
  readonly state: "awaiting" | "approved" | "rejected" | "expired" | "withdrawn";
  /** Kept as long as it waits. */
  readonly image: ImageView | null;
  /** As decided, or as asked while it waits; null where there is none. */
  readonly text: string | null;
  readonly askedText: string | null;
  readonly atExpiry: "stop" | "go-on";
  readonly expiresAt: string;
  readonly decidedAt: string | null;
  /** False where nobody decided and it went on by itself. */
  readonly byPerson: boolean;
}

export interface RunView extends RunRow {
  readonly skillId: string;
  /** Why it is paused, where it was not a person who paused it. */
  readonly say: string | null;
  /** Calls that cost more than their declared maximum, by model. */
  readonly overruns: readonly Overrun[];
  readonly selection: string;
  readonly leftOut: readonly { readonly title: string; readonly why: string }[];
  readonly items: readonly ItemView[];
  /** More items exist after these (position of the last shown), or null. */
  readonly nextPosition: number | null;
  /** What waits for a decision: the first of them, and how many there are. */
  readonly approvals: readonly ApprovalView[];
  readonly approvalCount: number;
  /** Problems grouped by reason. */
  readonly needs: readonly NeedView[];
  /** Items finished in the last two minutes, and an estimate in seconds, or null while unknown. */
  readonly perMinute: number;
  readonly secondsLeft: number | null;
  readonly at: string;
}

/** One step of an item, for its page. */
export interface StepView {
  readonly node: string;
  readonly title: string;
  /** waiting: a person is asked. */
  readonly state: "done" | "failed" | "waiting";
  readonly ms: number;
  /** What it found, where it looks at images. */
  readonly evidence: readonly EvidenceRow[];
}

export interface ItemDetailView {
  readonly item: ItemView;
  readonly runId: string;
  readonly runNumber: number;
  readonly steps: readonly StepView[];
  readonly approvals: readonly ApprovalView[];
  readonly outputs: readonly ImageView[];
}
