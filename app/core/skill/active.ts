import { own } from "../own.ts";
import { typeFits } from "../port-types.ts";
import type { End, SkillEdge, SkillGraph, SkillNode } from "./graph.ts";
import { dependenciesOf } from "./mentions.ts";
import type { NodeCatalog } from "./node-catalog.ts";

/**
 * The graph that really runs: bypassed steps are replaced by wires from what comes in, stopped ones are gone,
 * and so is everything that cannot run without them.
 */
export function activeGraph(graph: SkillGraph, catalog: NodeCatalog): SkillGraph {
  if (graph.nodes.every(({ mode }) => mode === "run")) return graph;
  return withoutStopped(withoutBypassed(graph, catalog), catalog);
}

/** The steps that do not run because one is stopped or because nothing comes through a bypassed one; the stopped ones are among them. */
export function inactiveSteps(graph: SkillGraph, catalog: NodeCatalog): ReadonlySet<string> {
  const active = new Set(activeGraph(graph, catalog).nodes.map(({ id }) => id));
  return new Set(graph.nodes.filter(({ id, mode }) => mode !== "bypass" && !active.has(id)).map(({ id }) => id));
}

/** What comes out of an output of a bypassed step: its first connected input of a type that fits. Undefined where nothing does. */
export function passedThrough(node: SkillNode, port: string, graph: SkillGraph, catalog: NodeCatalog): End | undefined {
  const definition = catalog.get(node.type);
  const output = own(definition?.outputs, port);
  if (!definition || !output) return undefined;
  const input = Object.entries(definition.inputs).find(([name, { type }]) => typeFits(type, output.type) && graph.edges.some(({ to }) => to.node === node.id && to.port === name))?.[0];
  return graph.edges.find(({ to }) => to.node === node.id && to.port === input)?.from;
}

function withoutBypassed(graph: SkillGraph, catalog: NodeCatalog): SkillGraph {
  const bypassed = new Map(graph.nodes.filter(({ mode }) => mode === "bypass").map((node) => [node.id, node]));
  const origin = (end: End, seen: ReadonlySet<string>): End | undefined => {
    const node = bypassed.get(end.node);
    if (!node) return end;
    if (seen.has(node.id)) return undefined;
    const before = passedThrough(node, end.port, graph, catalog);
    return before && origin(before, new Set(seen).add(node.id));
  };
  const edges = graph.edges.filter(({ to }) => !bypassed.has(to.node)).flatMap(({ from, to }): SkillEdge[] => {
    const source = origin(from, new Set());
    return source ? [{ from: source, to }] : [];
  });
  return { ...graph, nodes: graph.nodes.filter(({ id }) => !bypassed.has(id)), edges };
}

function withoutStopped(graph: SkillGraph, catalog: NodeCatalog): SkillGraph {
  const gone = new Set(graph.nodes.filter(({ mode }) => mode === "stop").map(({ id }) => id));
  const starved = (node: SkillNode, kept: SkillGraph) => {
    const inputs = Object.entries(catalog.get(node.type)?.inputs ?? {});
    return inputs.some(([port, { optional }]) => !optional && !kept.edges.some(({ to }) => to.node === node.id && to.port === port));
  };
  // What mentions or is bound to a step that does not run has no value for it, and does not run either.
  const needs = dependenciesOf(graph, catalog);
  for (let before = -1; before !== gone.size;) {
    before = gone.size;
    const kept = { ...graph, edges: graph.edges.filter(({ from, to }) => !gone.has(from.node) && !gone.has(to.node)) };
    const told = needs.filter(({ from, by }) => by === "value" && gone.has(from));
    for (const node of graph.nodes) if (!gone.has(node.id) && (starved(node, kept) || told.some(({ to }) => to === node.id))) gone.add(node.id);
  }
  return { ...graph, nodes: graph.nodes.filter(({ id }) => !gone.has(id)), edges: graph.edges.filter(({ from, to }) => !gone.has(from.node) && !gone.has(to.node)) };
}
