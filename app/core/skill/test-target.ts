import { z } from "zod";
import type { ModelCatalog } from "../model.ts";
import type { Micros } from "../money.ts";
import { activeGraph } from "./active.ts";
import type { SkillGraph } from "./graph.ts";
import { dependenciesOf, type Dependency } from "./mentions.ts";
import type { NodeCatalog } from "./node-catalog.ts";
import { stepCalls } from "./quote.ts";

/** What of a skill a live test runs: all of it, a step with everything that it needs, or one step on what was there before it. */
export const TestTarget = z.discriminatedUnion("kind", [
  z.object({ kind: z.literal("all") }),
  z.object({ kind: z.literal("to"), node: z.string().max(60) }),
  z.object({ kind: z.literal("only"), node: z.string().max(60) }),
]);
export type TestTarget = z.output<typeof TestTarget>;

/**
 * The part of a graph that a test runs: the active graph, and for a step that step with all that it needs. Empty
 * where the step is not there, bypassed or stopped.
 */
export function testedPart(graph: SkillGraph, catalog: NodeCatalog, target: TestTarget): SkillGraph {
  const active = activeGraph(graph, catalog);
  if (target.kind === "all") return active;
  const needed = stepsNeeded(active, catalog, target.node, () => false);
  return { ...active, nodes: active.nodes.filter(({ id }) => needed.has(id)), edges: active.edges.filter(({ from, to }) => needed.has(from.node) && needed.has(to.node)) };
}

/** The steps that must have a result before this one can run, and it; what is before one that has its result already is not among them. */
export function stepsNeeded(graph: SkillGraph, catalog: NodeCatalog, node: string, has: (step: string) => boolean): ReadonlySet<string> {
  if (!graph.nodes.some(({ id }) => id === node)) return new Set();
  const before = sourcesOf(dependenciesOf(graph, catalog));
  const needed = new Set([node]);
  // The set grows while it is walked.
  for (const id of needed) if (id === node || !has(id)) for (const from of before.get(id) ?? []) needed.add(from);
  return needed;
}

/** The most that a test can cost in micro-dollars, and whose keys it needs. */
export interface TestQuote {
  readonly maximumMicros: Micros;
  readonly providers: readonly string[];
  /** The fewest calls that one of its keys may have under way at once; null where nothing is bought. */
  readonly inFlight: number | null;
}

/** Prices a part of a skill on so many products. `has` names steps whose earlier result is taken for every product. Throws like `quoteOf`. */
export function testQuote(part: SkillGraph, { nodes, models }: { readonly nodes: NodeCatalog; readonly models: ModelCatalog }, products: number, has: (step: string) => boolean = () => false): TestQuote {
  const calls = stepCalls(part, nodes, models).filter(({ node }) => !has(node));
  return {
    maximumMicros: calls.reduce((sum, { calls: count, price }) => sum + price.maximum * count * products, 0),
    providers: [...new Set(calls.map(({ model }) => model.provider))],
    inFlight: calls.length > 0 ? Math.min(...calls.map(({ model }) => model.limit.inFlight)) : null,
  };
}

function sourcesOf(needs: readonly Dependency[]): ReadonlyMap<string, readonly string[]> {
  const before = new Map<string, string[]>();
  for (const { from, to } of needs) {
    const list = before.get(to);
    if (list) list.push(from);
    else before.set(to, [from]);
  }
  return before;
}
