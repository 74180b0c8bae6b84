import { whyNot } from "#app/core/port-types.ts";
import { edgeId, type End, type SkillEdge, type SkillGraph } from "#app/core/skill/graph.ts";
import { dependenciesOf, stepsAfter } from "#app/core/skill/mentions.ts";
import type { NodeCatalog } from "#app/core/skill/node-catalog.ts";
import { nameOf } from "#app/core/skill/problem.ts";
import type { Port } from "#app/core/node.ts";

/** The port at an end of a wire; undefined where there is none. */
export function portAt(graph: SkillGraph, catalog: NodeCatalog, end: End, side: "inputs" | "outputs"): Port | undefined {
  const node = graph.nodes.find(({ id }) => id === end.node);
  return node && catalog.get(node.type)?.[side][end.port];
}

/** Why a wire cannot be drawn: what, why, and the way out. Null where it can. */
export function refusal(graph: SkillGraph, catalog: NodeCatalog, edge: SkillEdge): string | null {
  const from = portAt(graph, catalog, edge.from, "outputs");
  const to = portAt(graph, catalog, edge.to, "inputs");
  if (!from || !to) return "There is no such port.";
  return whyNot(from, to) ?? circle(graph, catalog, edge);
}

/** Draws a wire. An input that takes one value loses its former wire. A wire that cannot be drawn changes nothing. */
export function connect(graph: SkillGraph, catalog: NodeCatalog, edge: SkillEdge): SkillGraph {
  if (refusal(graph, catalog, edge) !== null || graph.edges.some((one) => edgeId(one) === edgeId(edge))) return graph;
  const list = portAt(graph, catalog, edge.to, "inputs")?.type === "images";
  const kept = list ? graph.edges : graph.edges.filter(({ to }) => to.node !== edge.to.node || to.port !== edge.to.port);
  return { ...graph, edges: [...kept, edge] };
}

/** Removes wires. */
export function disconnect(graph: SkillGraph, ids: ReadonlySet<string>): SkillGraph {
  const edges = graph.edges.filter((edge) => !ids.has(edgeId(edge)));
  return edges.length === graph.edges.length ? graph : { ...graph, edges };
}

/** The first input of a step that an output fits: a free one before one that is taken. Null where none fits. */
export function inputFor(graph: SkillGraph, catalog: NodeCatalog, from: End, node: string): End | null {
  const target = graph.nodes.find(({ id }) => id === node);
  const inputs = Object.keys((target && catalog.get(target.type)?.inputs) ?? {}).map((port) => ({ node, port }));
  const fitting = inputs.filter((to) => refusal(graph, catalog, { from, to }) === null);
  const isFree = (end: End) => portAt(graph, catalog, end, "inputs")?.type === "images" || !graph.edges.some(({ to }) => to.node === end.node && to.port === end.port);
  return fitting.find(isFree) ?? fitting[0] ?? null;
}

/** The first output of a step that fits an input. Null where none does. */
export function outputFor(graph: SkillGraph, catalog: NodeCatalog, to: End, node: string): End | null {
  const source = graph.nodes.find(({ id }) => id === node);
  const outputs = Object.keys((source && catalog.get(source.type)?.outputs) ?? {}).map((port) => ({ node, port }));
  return outputs.find((from) => refusal(graph, catalog, { from, to }) === null) ?? null;
}

function circle(graph: SkillGraph, catalog: NodeCatalog, { from, to }: SkillEdge): string | null {
  const named = (id: string) => {
    const node = graph.nodes.find((one) => one.id === id);
    return node ? nameOf(node, catalog.get(node.type)) : id;
  };
  if (from.node === to.node) return `This would go in a circle: ${named(to.node)} → ${named(to.node)}.`;
  const needs = dependenciesOf(graph, catalog);
  if (!stepsAfter(to.node, needs).has(from.node)) return null;
  return `This would go in a circle: ${[...wayBetween(to.node, from.node, needs), to.node].map(named).join(" → ")}.`;
}

/** The steps along one shortest way, both ends among them. */
function wayBetween(start: string, end: string, needs: readonly { readonly from: string; readonly to: string }[]): string[] {
  const before = new Map<string, string>();
  const open = [start];
  for (const id of open) {
    for (const { from, to } of needs) if (from === id && to !== start && !before.has(to)) { before.set(to, id); open.push(to); }
  }
  const way = [end];
  for (let at = before.get(end); at !== undefined; at = before.get(at)) way.unshift(at);
  return way;
}
