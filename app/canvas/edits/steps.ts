import type { Json } from "#app/core/port-types.ts";
import type { NodeCatalog } from "#app/core/skill/node-catalog.ts";
import { edgeId, MOST_NODES, type End, type Position, type SkillEdge, type SkillGraph, type SkillNode, type ValueSource } from "#app/core/skill/graph.ts";
import { connect, inputFor, outputFor } from "./connect.ts";
import { freeId, idsOf } from "./ids.ts";

/** Adds a step and, where one is given, a wire to or from it. Gives the new step's id, or null where the skill is full or the type unknown. */
export function addStep(graph: SkillGraph, catalog: NodeCatalog, { type, position, from, to }: { readonly type: string; readonly position: Position; readonly from?: End | undefined; readonly to?: End | undefined }): { graph: SkillGraph; id: string } | null {
  const definition = catalog.get(type);
  if (!definition || graph.nodes.length >= MOST_NODES) return null;
  const id = freeId(definition.title, idsOf(graph));
  const node: SkillNode = { id, type, version: definition.version, name: null, params: {}, bindings: {}, mode: "run", position: rounded(position) };
  let after: SkillGraph = { ...graph, nodes: [...graph.nodes, node] };
  const input = from && inputFor(after, catalog, from, id);
  if (from && input) after = connect(after, catalog, { from, to: input });
  const output = to && outputFor(after, catalog, to, id);
  if (to && output) after = connect(after, catalog, { from: output, to });
  return { graph: after, id };
}

/** Puts a step into a wire. Null where its ports do not fit there. */
export function insertOnEdge(graph: SkillGraph, catalog: NodeCatalog, edge: SkillEdge, added: { readonly type: string; readonly position: Position }): { graph: SkillGraph; id: string } | null {
  const placed = addStep({ ...graph, edges: graph.edges.filter((one) => one !== edge) }, catalog, { ...added, from: edge.from, to: edge.to });
  const joined = placed?.graph.edges.filter(({ from, to }) => to.node === placed.id || from.node === placed.id).length;
  return placed && joined === 2 ? placed : null;
}

/** Puts a step that is there into a wire that it is not part of: its first fitting free ports. Null where they do not fit. */
export function dropOnEdge(graph: SkillGraph, catalog: NodeCatalog, edge: SkillEdge, id: string): SkillGraph | null {
  const without = { ...graph, edges: graph.edges.filter((one) => one !== edge) };
  const input = inputFor(without, catalog, edge.from, id);
  if (!input) return null;
  const half = connect(without, catalog, { from: edge.from, to: input });
  const output = outputFor(half, catalog, edge.to, id);
  return output ? connect(half, catalog, { from: output, to: edge.to }) : null;
}

/** Removes steps, notes and frames with their wires. `heal` joins the wires of a removed step where types allow. */
export function remove(graph: SkillGraph, catalog: NodeCatalog, ids: ReadonlySet<string>, { heal }: { readonly heal: boolean }): SkillGraph {
  let edges = graph.edges;
  if (heal) for (const { id } of graph.nodes) if (ids.has(id)) edges = healed({ ...graph, edges }, catalog, id);
  edges = edges.filter(({ from, to }) => !ids.has(from.node) && !ids.has(to.node));
  const kept = <T extends { readonly id: string }>(list: readonly T[]) => list.filter(({ id }) => !ids.has(id));
  return { ...graph, nodes: kept(graph.nodes), notes: kept(graph.notes), frames: kept(graph.frames), edges };
}

/** For each wire that leaves the step: one from the first input that fits where the wire goes. */
function healed(graph: SkillGraph, catalog: NodeCatalog, id: string): SkillGraph["edges"] {
  const into = graph.edges.filter(({ to }) => to.node === id);
  const out = graph.edges.filter(({ from }) => from.node === id);
  let after: SkillGraph = { ...graph, edges: graph.edges.filter(({ from, to }) => from.node !== id && to.node !== id) };
  for (const { to } of out) {
    for (const { from } of into) {
      const joined = connect(after, catalog, { from, to });
      if (joined !== after) { after = joined; break; }
    }
  }
  return after.edges;
}

/** Changes one step. Gives the same graph where nothing changes. */
function changed(graph: SkillGraph, id: string, change: (node: SkillNode) => SkillNode): SkillGraph {
  let same = true;
  const nodes = graph.nodes.map((node) => {
    if (node.id !== id) return node;
    const after = change(node);
    same = same && after === node;
    return after;
  });
  return same ? graph : { ...graph, nodes };
}

/** Sets a setting to a fixed value. Whether it fits is for the checks to say: what was typed is never lost. */
export function setSetting(graph: SkillGraph, id: string, name: string, value: SkillNode["params"][string]): SkillGraph {
  return changed(graph, id, (node) => (same(node.params[name], value) ? node : { ...node, params: { ...node.params, [name]: value } }));
}

/** Says where a setting takes its value from; null fixes it again. The fixed value stays. */
export function setBinding(graph: SkillGraph, id: string, name: string, source: ValueSource | null): SkillGraph {
  return changed(graph, id, (node) => {
    if (source) return same(node.bindings[name], source) ? node : { ...node, bindings: { ...node.bindings, [name]: source } };
    if (!node.bindings[name]) return node;
    return { ...node, bindings: Object.fromEntries(Object.entries(node.bindings).filter(([other]) => other !== name)) };
  });
}

/** Names a step; an empty name or the node's own title shows that title. */
export function renameStep(graph: SkillGraph, catalog: NodeCatalog, id: string, name: string): SkillGraph {
  const given = name.trim().slice(0, 60);
  return changed(graph, id, (node) => {
    const after = given === "" || given === catalog.get(node.type)?.title ? null : given;
    return after === node.name ? node : { ...node, name: after };
  });
}

/** Sets the mode of steps; where all have it already they run again. */
export function toggleMode(graph: SkillGraph, ids: ReadonlySet<string>, mode: "bypass" | "stop"): SkillGraph {
  const chosen = graph.nodes.filter(({ id }) => ids.has(id));
  if (chosen.length === 0) return graph;
  const next = chosen.every((node) => node.mode === mode) ? "run" : mode;
  return { ...graph, nodes: graph.nodes.map((node) => (ids.has(node.id) && node.mode !== next ? { ...node, mode: next } : node)) };
}

/** Puts steps, notes and frames where they were dragged to. */
export function moveTo(graph: SkillGraph, places: ReadonlyMap<string, Position>): SkillGraph {
  let moved = false;
  const at = <T extends { readonly id: string; readonly position: Position }>(list: readonly T[]): T[] => list.map((one) => {
    const place = places.get(one.id);
    if (!place) return one;
    const position = rounded(place);
    if (position.x === one.position.x && position.y === one.position.y) return one;
    moved = true;
    return { ...one, position };
  });
  const after = { ...graph, nodes: at(graph.nodes), notes: at(graph.notes), frames: at(graph.frames) };
  return moved ? after : graph;
}

/** Wires by their ids on the canvas. */
export function edgesById(graph: SkillGraph): ReadonlyMap<string, SkillEdge> {
  return new Map(graph.edges.map((edge) => [edgeId(edge), edge]));
}

function rounded({ x, y }: Position): Position {
  // JSON has no negative zero: what is saved must be what is shown.
  return { x: Math.round(x) + 0, y: Math.round(y) + 0 };
}

function same(a: Json | ValueSource | undefined, b: Json | ValueSource): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
