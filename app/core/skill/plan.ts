import { AppError } from "../errors.ts";
import type { SkillGraph, SkillNode } from "./graph.ts";
import { validateGraph, type NodeCatalog } from "./validate.ts";

/** A node in its place: what it is, and which output each of its inputs takes. */
export interface PlannedNode {
  readonly node: SkillNode;
  readonly sources: Readonly<Record<string, { readonly node: string; readonly port: string }>>;
}

/**
 * The order of work: waves of nodes, each needing only earlier ones, so those of one wave may run side
 * by side. Nodes of a wave are sorted by id, so that the same graph always gives the same plan. Throws
 * invalid_skill for a graph with errors.
 */
export function planGraph(graph: SkillGraph, catalog: NodeCatalog): PlannedNode[][] {
  const error = validateGraph(graph, catalog).find(({ severity }) => severity === "error");
  if (error) throw new AppError("invalid_skill", error.code, { say: `${error.what} ${error.fix}` });
  const waves: PlannedNode[][] = [];
  const done = new Set<string>();
  while (done.size < graph.nodes.length) {
    const wave = graph.nodes
      .filter(({ id }) => !done.has(id) && graph.edges.every(({ from, to }) => to.node !== id || done.has(from.node)))
      .map((node) => ({ node, sources: Object.fromEntries(graph.edges.filter(({ to }) => to.node === node.id).map(({ from, to }) => [to.port, from])) }))
      .sort((a, b) => a.node.id.localeCompare(b.node.id));
    wave.forEach(({ node }) => done.add(node.id));
    waves.push(wave);
  }
  return waves;
}
