import { AppError } from "../errors.ts";
import type { CheckedNode } from "../node.ts";
import type { PortType } from "../port-types.ts";
import { activeGraph } from "./active.ts";
import type { SkillGraph, SkillNode } from "./graph.ts";
import { dependenciesOf, mentionedSteps, type MentionSource } from "./mentions.ts";
import type { NodeCatalog } from "./node-catalog.ts";
import type { Problem } from "./problem.ts";
import { partProblems, validateGraph } from "./validate.ts";

/** Where an input takes a value from, and of what type that is. */
export interface InputSource {
  readonly node: string;
  readonly port: string;
  readonly type: PortType;
  /** Whether the output gives several values, for each of which the step runs once. */
  readonly several: boolean;
}

/** A node in its place: what it is, which outputs each of its inputs takes (only a list takes more than one), and what its prompts mention of other steps. */
export interface PlannedNode {
  readonly node: SkillNode;
  readonly sources: Readonly<Record<string, readonly InputSource[]>>;
  readonly mentions: Readonly<Record<string, MentionSource>>;
}

/**
 * The order of work: waves of nodes, each needing only earlier ones, so those of one wave may run side
 * by side. Bypassed and stopped steps are not in it. Nodes of a wave are sorted by id, so that the same
 * graph always gives the same plan. Throws invalid_skill for a graph with errors.
 */
export function planGraph(graph: SkillGraph, catalog: NodeCatalog): PlannedNode[][] {
  return wavesOf(graph, catalog, validateGraph(graph, catalog));
}

/** The same for a part of a skill, which needs neither a product nor an output. */
export function planPart(graph: SkillGraph, catalog: NodeCatalog): PlannedNode[][] {
  return wavesOf(graph, catalog, partProblems(graph, catalog));
}

function wavesOf(graph: SkillGraph, catalog: NodeCatalog, problems: readonly Problem[]): PlannedNode[][] {
  const error = problems.find(({ severity }) => severity === "error");
  if (error) throw new AppError("invalid_skill", error.code, { say: `${error.what} ${error.fix}` });
  const active = activeGraph(graph, catalog);
  const types = new Map(active.nodes.map(({ id, type }) => [id, catalog.get(type)]));
  const before = new Map<string, Set<string>>(active.nodes.map(({ id }) => [id, new Set()]));
  for (const { from, to } of dependenciesOf(active, catalog)) if (before.has(from)) before.get(to)?.add(from);
  const waves: PlannedNode[][] = [];
  const done = new Set<string>();
  while (done.size < active.nodes.length) {
    const wave = active.nodes
      .filter(({ id }) => !done.has(id) && [...(before.get(id) ?? [])].every((from) => done.has(from)))
      .map((node) => ({ node, sources: sourcesInto(node, active, types), mentions: mentionedSteps(node, active, catalog) }))
      .sort((a, b) => a.node.id.localeCompare(b.node.id));
    wave.forEach(({ node }) => done.add(node.id));
    waves.push(wave);
  }
  return waves;
}

function sourcesInto(node: SkillNode, { edges }: SkillGraph, types: ReadonlyMap<string, CheckedNode | undefined>): Record<string, InputSource[]> {
  const sources: Record<string, InputSource[]> = {};
  for (const { from, to } of edges.filter((edge) => edge.to.node === node.id)) {
    const output = types.get(from.node)?.outputs[from.port];
    if (output) sources[to.port] = [...(sources[to.port] ?? []), { ...from, type: output.type, several: output.several ?? false }];
  }
  return sources;
}
