import type { TestTarget } from "#app/core/skill/test-target.ts";
import type { ShownImage, TestedProduct, TestsView, TestView } from "./test-view.ts";

/** Products of a test at most. */
export const MOST_TESTED = 5;

type Answer<T> = T | { readonly error: string };

/** What the builder asks of the server for its live tests. */
export interface TestServer {
  newest(): Promise<TestsView | null>;
  start(order: { readonly revision: number; readonly productIds: readonly string[]; readonly target: TestTarget; readonly requestKey: string }): Promise<Answer<{ readonly runId: string }>>;
  stop(runId: string): Promise<Answer<TestView>>;
  pin(of: { readonly itemId: string; readonly node: string; readonly turn: number; readonly place: number; readonly name: string }): Promise<Answer<{ readonly assetId: string }>>;
  /** Products of the shop by a search or by their ids; empty where none is found or the shop does not answer. */
  products(by: { readonly search: string } | { readonly ids: readonly string[] }): Promise<readonly TestedProduct[]>;
}

/** Starts, stops and pins; set while the builder is drawn. */
export interface Tester {
  start(kind: TestTarget["kind"]): Promise<void>;
  stop(): Promise<void>;
  /** Gives why it could not be kept, or null. */
  pin(of: { readonly itemId: string; readonly node: string; readonly value: ShownImage; readonly name: string }): Promise<string | null>;
  products: TestServer["products"];
}
