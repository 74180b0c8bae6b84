import { AppError } from "#app/core/errors.ts";
import type { Micros } from "#app/core/money.ts";
import { inactiveSteps } from "#app/core/skill/active.ts";
import type { SkillGraph } from "#app/core/skill/graph.ts";
import type { ModelCatalog } from "#app/core/model.ts";
import type { NodeCatalog } from "#app/core/skill/node-catalog.ts";
import { missingFields } from "#app/core/skill/missing-fields.ts";
import { nameOf, type Problem } from "#app/core/skill/problem.ts";
import { stepCalls, type StepCalls } from "#app/core/skill/quote.ts";
import { skillProblems } from "#app/core/skill/skill-problems.ts";
import { typicalTime } from "#app/core/skill/typical-time.ts";
import type { Shelf, ShopSamples } from "./types.ts";

/** A problem as the builder knows it: keys are checked here too. */
export type BuilderProblem = Omit<Problem, "code"> & { readonly code: Problem["code"] | "no_key" };

/** What a graph is counted with. */
interface Known {
  readonly catalog: NodeCatalog;
  readonly models: ModelCatalog;
  readonly shelf: Shelf;
}

/** What is known of the shop before it has answered. */
export const NO_SHOP: ShopSamples = { samples: [], metafields: [] };

/** What is counted of a graph while it is edited. */
export interface Derived {
  readonly problems: readonly BuilderProblem[];
  readonly errors: number;
  readonly warnings: number;
  /** What each card shows, by step; the same object as long as it is the same. */
  readonly cards: ReadonlyMap<string, CardFacts>;
  readonly calls: readonly StepCalls[];
  /** What one product costs, micro-dollars. */
  readonly expectedMicros: Micros;
  readonly maximumMicros: Micros;
  /** How long one product takes in most cases, ms: its longest way of calls. */
  readonly typicalMs: number;
}

/** What a card shows besides its own settings. */
export interface CardFacts {
  readonly state: "fresh" | "error" | "warning" | "no-key" | "idle" | "bypass" | "stop";
  /** Micro-dollars for one product; 0 for a step that buys nothing. */
  readonly micros: Micros;
  /** The connected inputs, divided by blanks. */
  readonly connected: string;
}

/** Everything that is counted of a graph. `before` is what was counted of the graph before it, `shop` what its prompts are held against. */
export function derive(graph: SkillGraph, editor: Known, before: Derived | null, shop: ShopSamples = NO_SHOP): Derived {
  const calls = callsOf(graph, editor);
  const problems = [...skillProblems(graph, { nodes: editor.catalog, models: editor.models }), ...missingFields(graph, editor.catalog, shop), ...keyProblems(calls, graph, editor)];
  const marks = new Map<string, Mark>();
  for (const { node, severity, code } of problems) if (node !== undefined && marks.get(node) !== "error") marks.set(node, code === "no_key" ? "no-key" : severity);
  const errors = problems.filter(({ severity }) => severity === "error").length;
  const sum = (of: (call: StepCalls) => number) => calls.reduce((total, call) => total + of(call), 0);
  return {
    problems, errors, warnings: problems.length - errors, calls, cards: cardsOf(graph, marks, calls, inactiveSteps(graph, editor.catalog), before),
    expectedMicros: sum(({ calls: n, price }) => n * price.expected), maximumMicros: sum(({ calls: n, price }) => n * price.maximum), typicalMs: typicalTime(graph, calls),
  };
}

/** What is wrong with a step, as its card says it. */
type Mark = "error" | "warning" | "no-key";

function cardsOf({ nodes, edges }: SkillGraph, marks: ReadonlyMap<string, Mark>, calls: readonly StepCalls[], inactive: ReadonlySet<string>, before: Derived | null): ReadonlyMap<string, CardFacts> {
  const inputs = new Map<string, string[]>();
  for (const { to } of edges) inputs.set(to.node, [...(inputs.get(to.node) ?? []), to.port]);
  const micros = new Map<string, number>();
  for (const { node, calls: n, price } of calls) micros.set(node, (micros.get(node) ?? 0) + n * price.expected);
  return new Map(nodes.map(({ id, mode }) => {
    const facts: CardFacts = { state: mode === "run" ? marks.get(id) ?? (inactive.has(id) ? "idle" : "fresh") : mode, micros: micros.get(id) ?? 0, connected: (inputs.get(id) ?? []).join(" ") };
    const old = before?.cards.get(id);
    return [id, old?.state === facts.state && old.micros === facts.micros && old.connected === facts.connected ? old : facts];
  }));
}

/** A graph with a model that ended or is not priced has no price: its problems say so. */
function callsOf(graph: SkillGraph, { catalog, models }: Known): StepCalls[] {
  try {
    return stepCalls(graph, catalog, models);
  } catch (error) {
    if (error instanceof AppError) return [];
    throw error;
  }
}

function keyProblems(calls: readonly StepCalls[], graph: SkillGraph, { catalog, shelf }: Known): BuilderProblem[] {
  return calls.flatMap(({ node: id, model }): BuilderProblem[] => {
    const provider = shelf.providers.find((one) => one.id === model.provider);
    const node = graph.nodes.find((one) => one.id === id);
    if (!node || provider?.works) return [];
    const title = provider?.title ?? model.provider;
    return [{ code: "no_key", severity: "warning", node: id, field: "model", what: `${nameOf(node, catalog.get(node.type))} › Model: ${title} has no working API key.`, fix: "Add a key, or choose a model whose key is connected." }];
  });
}
