import { AppError } from "../errors.ts";
import type { SkillGraph, SkillNode } from "./graph.ts";
import { dependenciesOf, mentionedSteps, type MentionSource } from "./mentions.ts";
import type { NodeCatalog } from "./node-catalog.ts";
import { validateGraph } from "./validate.ts";

/** A node in its place: what it is, which output each of its inputs takes, and what its prompts mention of other steps. */
export interface PlannedNode {
  readonly node: SkillNode;
  readonly sources: Readonly<Record<string, { readonly node: string; readonly port: string }>>;
  readonly mentions: Readonly<Record<string, MentionSource>>;
}

/**
 * The order of work: waves of nodes, each needing only earlier ones, so those of one wave may run side
 * by side. Nodes of a wave are sorted by id, so that the same graph always gives the same plan. Throws
 * invalid_skill for a graph with errors.
 */
export function planGraph(graph: SkillGraph, catalog: NodeCatalog): PlannedNode[][] {
  const error = validateGraph(graph, catalog).find(({ severity }) => severity === "error");
  if (error) throw new AppError("invalid_skill", error.code, { say: `${error.what} ${error.fix}` });
  const needs = dependenciesOf(graph, catalog);
  const waves: PlannedNode[][] = [];
  const done = new Set<string>();
  while (done.size < graph.nodes.length) {
    const wave = graph.nodes
      .filter(({ id }) => !done.has(id) && needs.every(({ from, to }) => to !== id || done.has(from)))
      .map((node) => ({ node, sources: Object.fromEntries(graph.edges.filter(({ to }) => to.node === node.id).map(({ from, to }) => [to.port, from])), mentions: mentionedSteps(node, graph, catalog) }))
      .sort((a, b) => a.node.id.localeCompare(b.node.id));
    wave.forEach(({ node }) => done.add(node.id));
    waves.push(wave);
  }
  return waves;
}
