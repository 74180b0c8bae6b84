import type { Model, ModelCatalog } from "../model.ts";
import type { Micros } from "../money.ts";
import { priceOf, type CallPrice } from "../price.ts";
import { AppError } from "../errors.ts";
import { activeGraph } from "./active.ts";
import { flowOf } from "./flow.ts";
import type { SkillGraph } from "./graph.ts";
import type { NodeCatalog } from "./node-catalog.ts";
import { plannedCalls, type PlannedCall } from "./planned-calls.ts";
import { typicalTime } from "./typical-time.ts";

/** The calls of one model in a run. Micro-dollars; `each` is what one is expected to cost. */
export interface QuoteLine {
  readonly model: string;
  readonly title: string;
  readonly provider: string;
  readonly calls: number;
  readonly eachMicros: Micros;
  readonly expectedMicros: Micros;
  readonly maximumMicros: Micros;
  /** The day on which the price was read. */
  readonly asOf: string;
}

/** What a run costs: expected, and at most. */
export interface Quote {
  readonly lines: readonly QuoteLine[];
  readonly expectedMicros: Micros;
  readonly maximumMicros: Micros;
  /** Providers whose keys the run needs. */
  readonly providers: readonly string[];
  /** The fewest calls that one of its keys may have under way at once; null where nothing is bought. */
  readonly inFlight: number | null;
  /** How long one item takes in most cases, ms; 0 where nothing is bought. */
  readonly typicalMs: number;
}

/** What one step buys for one item, at most. */
export interface StepCalls {
  readonly node: string;
  readonly model: Model;
  /** How many calls for one item. */
  readonly calls: number;
  /** Of one call. */
  readonly price: CallPrice;
}

/**
 * Counts what a skill buys for a number of items: each planned call is priced once and multiplied, so that
 * a hundred thousand items take as long as one. Throws model_ended and model_unpriced.
 */
export function quoteOf(graph: SkillGraph, nodes: NodeCatalog, models: ModelCatalog, items: number): Quote {
  const lines = new Map<string, QuoteLine>();
  const limits: number[] = [];
  const steps = stepCalls(graph, nodes, models);
  for (const { model, calls, price } of steps) {
    const line = lines.get(model.id) ?? { model: model.id, title: model.title, provider: model.provider, calls: 0, eachMicros: price.expected, expectedMicros: 0, maximumMicros: 0, asOf: model.asOf };
    lines.set(model.id, { ...line, calls: line.calls + calls * items, expectedMicros: line.expectedMicros + price.expected * calls * items, maximumMicros: line.maximumMicros + price.maximum * calls * items });
    limits.push(model.limit.inFlight);
  }
  const all = [...lines.values()];
  const sum = (of: "expectedMicros" | "maximumMicros") => all.reduce((total, line) => total + line[of], 0);
  return { lines: all, expectedMicros: sum("expectedMicros"), maximumMicros: sum("maximumMicros"), providers: [...new Set(all.map(({ provider }) => provider))], inFlight: limits.length ? Math.min(...limits) : null, typicalMs: typicalTime(activeGraph(graph, nodes), steps) };
}

/** What each step that runs buys for one item, in the order of the graph. Throws like `quoteOf`. */
export function stepCalls(graph: SkillGraph, nodes: NodeCatalog, models: ModelCatalog): StepCalls[] {
  const active = activeGraph(graph, nodes);
  const flows = flowOf(active, nodes);
  return active.nodes.flatMap((node) => {
    const definition = nodes.get(node.type);
    const flow = flows.get(node.id);
    if (!definition || !flow) return [];
    return plannedCalls(node, definition, flow.inputs).map((call) => ({ node: node.id, ...priced(call, models), calls: call.calls * flow.times }));
  });
}

function priced(call: PlannedCall, models: ModelCatalog): { model: Model; price: CallPrice } {
  const model = models.get(call.model);
  if (!model || model.status === "ended") throw new AppError("model_ended", `no model ${call.model}`);
  const size = call.ratio === null ? null : model.sizes.find(({ ratio }) => ratio === call.ratio);
  if (size === undefined) throw new AppError("invalid_skill", "ratio not offered", { say: `${model.title} does not make images of ${call.ratio ?? ""}. Choose another ratio.` });
  return { model, price: priceOf(model, { ...call, size }) };
}
