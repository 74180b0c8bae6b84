import { z } from "zod";
import { mentionsIn } from "#app/core/text-template.ts";
import { promptsOf } from "#app/core/settings.ts";
import { MOST_EDGES, MOST_NODES, SkillEdge, SkillFrame, SkillNode, SkillNote, type Position, type SkillGraph } from "#app/core/skill/graph.ts";
import type { NodeCatalog } from "#app/core/skill/node-catalog.ts";
import { freeId, idsOf } from "./ids.ts";

/** What is copied: steps, notes and frames with the wires among them, and for "paste with wires" those that come in from outside. */
export const Fragment = z.object({
  piccaso: z.literal("fragment"),
  nodes: z.array(SkillNode).max(MOST_NODES),
  edges: z.array(SkillEdge).max(MOST_EDGES),
  incoming: z.array(SkillEdge).max(MOST_EDGES),
  notes: z.array(SkillNote).max(100),
  frames: z.array(SkillFrame).max(100),
});
export type Fragment = z.output<typeof Fragment>;

/** Copies what is chosen. */
export function copy(graph: SkillGraph, ids: ReadonlySet<string>): Fragment {
  const chosen = <T extends { readonly id: string }>(list: readonly T[]) => list.filter(({ id }) => ids.has(id));
  const into = graph.edges.filter(({ to }) => ids.has(to.node));
  return { piccaso: "fragment", nodes: chosen(graph.nodes), notes: chosen(graph.notes), frames: chosen(graph.frames), edges: into.filter(({ from }) => ids.has(from.node)), incoming: into.filter(({ from }) => !ids.has(from.node)) };
}

/** Pastes a fragment with new ids; mentions and bindings among its steps follow. Gives the new ids; the graph as it was where it would be too large. */
export function paste(graph: SkillGraph, catalog: NodeCatalog, fragment: Fragment, { offset, wires }: { readonly offset: Position; readonly wires: boolean }): { graph: SkillGraph; ids: string[] } {
  if (graph.nodes.length + fragment.nodes.length > MOST_NODES || graph.edges.length + fragment.edges.length + fragment.incoming.length > MOST_EDGES) return { graph, ids: [] };
  const taken = new Set(idsOf(graph));
  const names = new Map<string, string>();
  for (const { id, base } of [...fragment.nodes.map(({ id, type }) => ({ id, base: catalog.get(type)?.title ?? id })), ...[...fragment.notes, ...fragment.frames].map(({ id }) => ({ id, base: id.split("-")[0] ?? id }))]) {
    const fresh = freeId(base, taken);
    taken.add(fresh);
    names.set(id, fresh);
  }
  const renamed = (id: string) => names.get(id) ?? id;
  const placed = <T extends { readonly id: string; readonly position: Position }>(one: T): T => ({ ...one, id: renamed(one.id), position: { x: one.position.x + offset.x, y: one.position.y + offset.y } });
  const there = new Set(graph.nodes.map(({ id }) => id));
  const incoming = wires ? fragment.incoming.filter(({ from }) => there.has(from.node)) : [];
  return {
    graph: {
      ...graph,
      nodes: [...graph.nodes, ...fragment.nodes.map((node) => withNewNames(placed(node), catalog, names))],
      notes: [...graph.notes, ...fragment.notes.map(placed)], frames: [...graph.frames, ...fragment.frames.map(placed)],
      edges: [...graph.edges, ...[...fragment.edges, ...incoming].map(({ from, to }) => ({ from: { ...from, node: renamed(from.node) }, to: { ...to, node: renamed(to.node) } }))],
    },
    ids: [...names.values()],
  };
}

/** A pasted step mentions and reads the pasted ones, not those that it was copied from. */
function withNewNames(node: SkillNode, catalog: NodeCatalog, names: ReadonlyMap<string, string>): SkillNode {
  const definition = catalog.get(node.type);
  const params = { ...node.params };
  for (const setting of definition ? promptsOf(definition.schema) : []) {
    const prompt = params[setting];
    if (typeof prompt === "string") params[setting] = renameMentions(prompt, names);
  }
  const bindings = Object.fromEntries(Object.entries(node.bindings).map(([name, source]) => [name, source.from === "step" ? { ...source, node: names.get(source.node) ?? source.node } : source]));
  return { ...node, params, bindings };
}

/** Replaces the step in @step and @step.field. */
export function renameMentions(prompt: string, names: ReadonlyMap<string, string>): string {
  let text = prompt;
  for (const mention of mentionsIn(prompt)) {
    const [step = "", ...rest] = mention.split(".");
    const fresh = names.get(step);
    if (fresh === undefined || fresh === step) continue;
    const escaped = mention.replaceAll(".", "\\.").replaceAll("-", "\\-");
    text = text.replace(new RegExp(`(?<![\\w@.])@${escaped}(?![\\w-])`, "g"), `@${[fresh, ...rest].join(".")}`);
  }
  return text;
}
