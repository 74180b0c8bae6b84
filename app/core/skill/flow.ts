import type { Most } from "../node.ts";
import { onceEach } from "../once-each.ts";
import { own } from "../own.ts";
import { settingOf } from "../settings.ts";
import type { SkillEdge, SkillGraph, SkillNode } from "./graph.ts";
import { dependenciesOf, mentionedSteps } from "./mentions.ts";
import type { NodeCatalog } from "./node-catalog.ts";

/** How often a step runs for one item at most, and how many images come in at each of its connected inputs then. */
export interface StepFlow {
  readonly times: number;
  readonly inputs: ReadonlyMap<string, number>;
}

/** More than this often a step may not run for one item. */
export const MOST_TIMES = 64;

/**
 * How lists flow: a step runs once for each element of a list that comes into a single port, several such
 * lists side by side as often as the longest has elements; a list port takes all of them as one value. Both
 * are counted at most, before anything runs. A graph with a circle counts each of its steps once.
 */
export function flowOf(graph: SkillGraph, catalog: NodeCatalog): ReadonlyMap<string, StepFlow> {
  return readFlow(catalog, graph);
}

const readFlow = onceEach((catalog: NodeCatalog, graph: SkillGraph): ReadonlyMap<string, StepFlow> => {
  const nodes = new Map(graph.nodes.map((node) => [node.id, node]));
  const into = edgesInto(graph);
  const flows = new Map<string, StepFlow>();
  const flowAt = (id: string, above: ReadonlySet<string>): StepFlow => {
    const known = flows.get(id);
    if (known) return known;
    const node = nodes.get(id);
    if (!node || above.has(id)) return { times: 1, inputs: new Map() };
    const path = new Set(above).add(id);
    const inputs = new Map<string, number>();
    let times = 1;
    for (const source of told(node, graph, catalog)) {
      const giver = nodes.get(source.node);
      times = Math.max(times, flowAt(source.node, path).times * (giver ? sizeOf(giver, source.port, catalog).values : 1));
    }
    for (const { from, to } of into.get(id) ?? []) {
      const before = flowAt(from.node, path);
      const source = nodes.get(from.node);
      const amount = source ? sizeOf(source, from.port, catalog) : { values: 1, size: 1 };
      const takesList = own(catalog.get(node.type)?.inputs, to.port)?.type === "images";
      const many = before.times * amount.values;
      if (takesList) inputs.set(to.port, (inputs.get(to.port) ?? 0) + many * amount.size);
      else { inputs.set(to.port, 1); times = Math.max(times, many * amount.size); }
    }
    const flow = { times, inputs };
    flows.set(id, flow);
    return flow;
  };
  for (const id of inOrder(graph, catalog)) flowAt(id, new Set());
  return flows;
});

/** How many values an output gives at most for one run of its step, and how many images are in each. */
function sizeOf(node: SkillNode, port: string, catalog: NodeCatalog): { readonly values: number; readonly size: number } {
  const definition = catalog.get(node.type);
  const output = own(definition?.outputs, port);
  if (output?.most === undefined || !definition) return { values: 1, size: 1 };
  const most = amountOf(output.most, (name) => settingOf(definition.schema, node.params, name));
  return output.several ? { values: most, size: 1 } : { values: 1, size: output.type === "images" ? most : 1 };
}

/** At least one: an empty list is known only when it runs. */
function amountOf(most: Most, setting: (name: string) => unknown): number {
  const value = typeof most === "number" ? most : setting(most.setting);
  const amount = Array.isArray(value) ? value.length : Number(value);
  return Number.isFinite(amount) ? Math.max(1, Math.ceil(amount)) : 1;
}

function edgesInto({ edges }: SkillGraph): ReadonlyMap<string, readonly SkillEdge[]> {
  const into = new Map<string, SkillEdge[]>();
  for (const edge of edges) {
    const list = into.get(edge.to.node);
    if (list) list.push(edge);
    else into.set(edge.to.node, [edge]);
  }
  return into;
}

/** Outputs of other steps that a prompt mentions or a setting is bound to. */
function told(node: SkillNode, graph: SkillGraph, catalog: NodeCatalog): { readonly node: string; readonly port: string }[] {
  return [...Object.values(mentionedSteps(node, graph, catalog)), ...Object.values(node.bindings).flatMap((source) => (source.from === "step" ? [source] : []))];
}

/** Sources first, so that no chain is walked deeper than one step; what is in a circle comes last. */
function inOrder(graph: SkillGraph, catalog: NodeCatalog): string[] {
  const { nodes } = graph;
  const open = new Map(nodes.map(({ id }) => [id, 0]));
  const next = new Map<string, string[]>();
  for (const { from, to } of dependenciesOf(graph, catalog)) {
    if (!open.has(from) || !open.has(to)) continue;
    open.set(to, (open.get(to) ?? 0) + 1);
    next.set(from, [...(next.get(from) ?? []), to]);
  }
  const ready = nodes.filter(({ id }) => open.get(id) === 0).map(({ id }) => id);
  // The list grows while it is walked.
  for (const id of ready) {
    for (const to of next.get(id) ?? []) {
      const left = (open.get(to) ?? 1) - 1;
      open.set(to, left);
      if (left === 0) ready.push(to);
    }
  }
  const placed = new Set(ready);
  return [...ready, ...nodes.filter(({ id }) => !placed.has(id)).map(({ id }) => id)];
}
