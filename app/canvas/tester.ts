import type { TestTarget } from "#app/core/skill/test-target.ts";
import type { ShownImage, TestedProduct, TestsView, TestView } from "./test-view.ts";

/** Products of a test at most. */
export const MOST_TESTED = 5;

type Answer<T> = T | { readonly error: string };

/** What a person decides about a question of a step; a text replaces the one that was asked about. */
export interface TestAnswer {
  readonly runId: string;
  readonly ids: readonly string[];
  readonly decision: "approve" | "reject";
  readonly text: string | null;
}

/** What a person decides about calls without an answer. */
export interface TestSettlement {
  readonly runId: string;
  readonly itemIds: readonly string[];
  readonly decision: "buy-again" | "give-up";
}

/** What the builder asks of the server for its live tests. */
export interface TestServer {
  newest(): Promise<TestsView | null>;
  start(order: { readonly revision: number; readonly productIds: readonly string[]; readonly target: TestTarget; readonly requestKey: string }): Promise<Answer<{ readonly runId: string }>>;
  stop(runId: string): Promise<Answer<TestView>>;
  answer(decided: TestAnswer): Promise<Answer<TestView>>;
  settle(decided: TestSettlement): Promise<Answer<TestView>>;
  pin(of: { readonly itemId: string; readonly node: string; readonly turn: number; readonly place: number; readonly name: string }): Promise<Answer<{ readonly assetId: string }>>;
  /** Products of the shop by a search or by their ids; empty where none is found or the shop does not answer. */
  products(by: { readonly search: string } | { readonly ids: readonly string[] }): Promise<readonly TestedProduct[]>;
}

/** Starts, stops, decides and pins; set while the builder is drawn. */
export interface Tester {
  start(kind: TestTarget["kind"]): Promise<void>;
  stop(): Promise<void>;
  answer(decided: TestAnswer): Promise<void>;
  settle(decided: TestSettlement): Promise<void>;
  /** Gives why it could not be kept, or null. */
  pin(of: { readonly itemId: string; readonly node: string; readonly value: ShownImage; readonly name: string }): Promise<string | null>;
  products: TestServer["products"];
}
