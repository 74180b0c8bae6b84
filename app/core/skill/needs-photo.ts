import { own } from "../own.ts";
import { activeGraph } from "./active.ts";
import type { SkillGraph } from "./graph.ts";
import type { NodeCatalog } from "./node-catalog.ts";

/** Whether a skill takes photos of its product. What they feed does not run for a product that has none. */
export function needsPhoto(graph: SkillGraph, catalog: NodeCatalog): boolean {
  const active = activeGraph(graph, catalog);
  const types = new Map(active.nodes.map(({ id, type }) => [id, catalog.get(type)]));
  return active.edges.some(({ from }) => own(types.get(from.node)?.outputs, from.port)?.ofPhoto ?? false);
}
