import type { Model } from "../model.ts";
import type { SkillGraph } from "./graph.ts";

/** How long one item takes in most cases, ms: the slowest chain of its calls, since what stands side by side runs side by side. 0 where nothing is bought. */
export function typicalTime({ nodes, edges }: Pick<SkillGraph, "nodes" | "edges">, calls: readonly { readonly node: string; readonly model: Pick<Model, "typicalMs"> }[]): number {
  const own = new Map<string, number>();
  for (const { node, model } of calls) own.set(node, (own.get(node) ?? 0) + model.typicalMs);
  const into = new Map<string, string[]>();
  for (const { from, to } of edges) into.set(to.node, [...(into.get(to.node) ?? []), from.node]);
  const known = new Map<string, number>();
  const until = (id: string, above: ReadonlySet<string>): number => {
    const done = known.get(id);
    if (done !== undefined) return done;
    if (above.has(id)) return 0;
    const path = new Set(above).add(id);
    const time = (own.get(id) ?? 0) + Math.max(0, ...(into.get(id) ?? []).map((from) => until(from, path)));
    known.set(id, time);
    return time;
  };
  return Math.max(0, ...nodes.map(({ id }) => until(id, new Set())));
}

/** About how long a run over so many items takes, seconds: as many at once as a key may have calls under way. 0 where nothing is bought. */
export function runSeconds({ typicalMs, inFlight }: { readonly typicalMs: number; readonly inFlight: number | null }, items: number): number {
  return inFlight === null ? 0 : (Math.ceil(items / Math.max(1, inFlight)) * typicalMs) / 1000;
}
