import { z } from "zod";
import { edgeId, MOST_EDGES, MOST_NODES, type End, type Position, type SkillEdge } from "#app/core/skill/graph.ts";
import { dependenciesOf, stepsAfter } from "#app/core/skill/mentions.ts";
import { addFrame, addNote } from "./edits/areas.ts";
import { aligned, tidied, type Side, type Size } from "./edits/arrange.ts";
import { connect, disconnect, inputFor, outputFor, portAt } from "./edits/connect.ts";
import { copy, Fragment, paste } from "./edits/fragment.ts";
import { addStep, edgesById, insertOnEdge, moveTo, remove, toggleMode } from "./edits/steps.ts";
import type { Editor, StepSearch } from "./store.ts";

const UNKNOWN: Size = { width: 216, height: 150 };
const PASTED = 32;
/** Between one card and the next, pixels. */
const ROOM = { across: 60, down: 40 } as const;
let clipboard: Fragment | null = null;

/** How what is copied begins, so that a text of somebody else's is left alone. */
const OURS = /^\s*\{\s*"piccaso"\s*:\s*"fragment"/;
const OURS_WITHIN = 100;
/** Characters; as much as the file of a skill may have. */
const LONGEST = 5_000_000;
const Sizes = z.object({ nodes: z.array(z.unknown()), edges: z.array(z.unknown()) });
const TOO_LARGE = `This is more than a skill can hold: at most ${MOST_NODES} steps and ${MOST_EDGES.toLocaleString("en")} wires. Nothing was pasted.`;

/** What can be added at a search: every kind of step, and for a wire those that fit it. */
export function fittingTypes(editor: Editor, { from, to, edge }: Pick<StepSearch, "from" | "to" | "edge">): string[] {
  const place = { x: 0, y: 0 };
  return editor.specs.map(({ type }) => type).filter((type) => {
    if (edge) return insertOnEdge(editor.graph, editor.catalog, edge, { type, position: place }) !== null;
    if (!from && !to) return true;
    const added = addStep(editor.graph, editor.catalog, { type, position: place });
    if (!added) return false;
    return from ? inputFor(added.graph, editor.catalog, from, added.id) !== null : to !== undefined && outputFor(added.graph, editor.catalog, to, added.id) !== null;
  });
}

/** Adds a step where the search was opened, and connects it. */
export function addFound(editor: Editor, search: StepSearch, type: string): void {
  const { place: position, edge, from, to, after } = search;
  const added = edge ? insertWithRoom(editor, edge, type, position) : after === undefined ? addStep(editor.graph, editor.catalog, { type, position, from, to }) : addAfter(editor, after, type);
  if (!added) return editor.say("A skill has at most 300 steps.");
  const title = editor.catalog.get(type)?.title ?? type;
  editor.do(edge ? `Insert ${title}` : `Add ${title}`, added.graph, { search: null, selected: new Set([added.id]), selectedEdges: new Set(), panel: "inspector", said: `${title} added${added.graph.edges.some((one) => one.from.node === added.id || one.to.node === added.id) ? " and connected" : ""}` });
}

/** Puts a step into a wire, in line with its source; where there is no room, everything behind it moves to the right. */
function insertWithRoom({ graph, catalog, sizes }: Editor, edge: SkillEdge, type: string, position: Position): ReturnType<typeof addStep> {
  const [from, to] = [edge.from, edge.to].map((end) => graph.nodes.find(({ id }) => id === end.node));
  if (!from || !to) return insertOnEdge(graph, catalog, edge, { type, position });
  const width = sizes.get(from.id)?.width ?? UNKNOWN.width;
  const x = from.position.x + width + ROOM.across;
  const added = insertOnEdge(graph, catalog, edge, { type, position: { x, y: from.position.y } });
  const missing = x + UNKNOWN.width + ROOM.across - to.position.x;
  if (!added || missing <= 0) return added;
  const behind = stepsAfter(added.id, dependenciesOf(added.graph, catalog));
  const places = added.graph.nodes.filter(({ id }) => behind.has(id)).map((node): [string, Position] => [node.id, { x: node.position.x + missing, y: node.position.y }]);
  return { id: added.id, graph: moveTo(added.graph, new Map(places)) };
}

/** Opens the search where there is room, for a new step that follows the chosen one if there is one. */
export function openSearch(editor: Editor): void {
  const [only, more] = editor.graph.nodes.filter(({ id }) => editor.get().selected.has(id));
  editor.set({ search: { at: { x: 56, y: 16 }, place: editor.view?.middle() ?? { x: 0, y: 0 }, ...(only && !more ? { after: only.id } : {}) }, connecting: null });
}

/** Adds a step to the right of another and connects the first of its outputs that fits somewhere. */
function addAfter({ graph, catalog, sizes }: Editor, after: string, type: string): ReturnType<typeof addStep> {
  const before = graph.nodes.find(({ id }) => id === after);
  if (!before) return addStep(graph, catalog, { type, position: { x: 0, y: 0 } });
  const x = before.position.x + (sizes.get(after)?.width ?? UNKNOWN.width) + ROOM.across;
  const column = graph.nodes.filter(({ position }) => Math.abs(position.x - x) < UNKNOWN.width);
  const free = (y: number) => column.every(({ id, position }) => y + UNKNOWN.height < position.y || y > position.y + (sizes.get(id)?.height ?? UNKNOWN.height));
  let { y } = before.position;
  while (!free(y)) y += ROOM.down;
  const added = addStep(graph, catalog, { type, position: { x, y } });
  if (!added) return null;
  for (const port of Object.keys(catalog.get(before.type)?.outputs ?? {})) {
    const from = { node: after, port };
    const to = inputFor(added.graph, catalog, from, added.id);
    if (to) return { id: added.id, graph: connect(added.graph, catalog, { from, to }) };
  }
  return added;
}

/** Removes what is chosen; the wires of a removed step are joined where types allow. */
export function removeChosen(editor: Editor): void {
  const { selected, selectedEdges } = editor.get();
  if (selected.size + selectedEdges.size === 0) return;
  const after = remove(disconnect(editor.graph, selectedEdges), editor.catalog, selected, { heal: true });
  const what = selected.size > 0 ? `Remove ${selected.size === 1 ? "a step" : `${selected.size} steps`}` : "Remove a wire";
  editor.do(what, after, { selected: new Set(), selectedEdges: new Set(), said: "Removed" });
  editor.view?.focus();
}

/** Copies what is chosen, for here and for other windows. */
export function copyChosen(editor: Editor): Fragment | null {
  const { selected } = editor.get();
  if (selected.size === 0) return null;
  clipboard = copy(editor.graph, selected);
  editor.say(selected.size === 1 ? "Copied" : `${selected.size} copied`);
  return clipboard;
}

/** Pastes a fragment, or what was copied here last; beside where it was copied, so that it is seen. */
export function pasteHere(editor: Editor, text: string | null, wires: boolean): void {
  const read = fragmentIn(text);
  if (read === "broken") return editor.say("What was copied cannot be read as steps. Copy them again.");
  if (read === "too large") return editor.say(TOO_LARGE);
  const fragment = read ?? clipboard;
  if (!fragment) return;
  const { graph, ids } = paste(editor.graph, editor.catalog, fragment, { offset: { x: PASTED, y: PASTED }, wires });
  if (ids.length === 0) return editor.say("A skill has at most 300 steps.");
  editor.do(ids.length === 1 ? "Paste" : `Paste ${ids.length}`, graph, { selected: new Set(ids), selectedEdges: new Set(), said: `${ids.length} pasted` });
}

/** Doubles what is chosen, with the wires that come in. */
export function duplicateChosen(editor: Editor): void {
  const { selected } = editor.get();
  if (selected.size === 0) return;
  const { graph, ids } = paste(editor.graph, editor.catalog, copy(editor.graph, selected), { offset: { x: PASTED, y: PASTED }, wires: true });
  editor.do("Duplicate", graph, { selected: new Set(ids), said: "Duplicated" });
}

/** Lays out all steps from left to right, as one action. */
export function tidyUp(editor: Editor): void {
  editor.do("Tidy up", moveTo(editor.graph, tidied(editor.graph, editor.sizes)), { said: "Tidied up" });
  editor.view?.fit();
}

/** Aligns what is chosen. */
export function align(editor: Editor, side: Side): void {
  const { selected } = editor.get();
  const all = [...editor.graph.nodes.map(({ id, position }) => ({ id, position, ...(editor.sizes.get(id) ?? UNKNOWN) })), ...editor.graph.notes, ...editor.graph.frames];
  const places = new Map(all.filter(({ id }) => selected.has(id)).map(({ id, position, width, height }) => [id, { ...position, width, height }]));
  if (places.size > 1) editor.do("Align", moveTo(editor.graph, aligned(places, side)));
}

/** Bypasses or stops what is chosen, or lets it run again. */
export function switchMode(editor: Editor, mode: "bypass" | "stop"): void {
  const after = toggleMode(editor.graph, editor.get().selected, mode);
  const on = after.nodes.some((node) => editor.get().selected.has(node.id) && node.mode === mode);
  editor.do(mode === "bypass" ? "Bypass" : "Stop here", after, { said: on ? (mode === "bypass" ? "Bypassed" : "Stopped") : "Runs again" });
}

/** Puts a note in the middle of what is seen. */
export function writeNote(editor: Editor): void {
  const { graph, id } = addNote(editor.graph, editor.view?.middle() ?? { x: 0, y: 0 });
  editor.do("Add a note", graph, { selected: new Set([id]) });
}

/** Puts a frame around what is chosen. */
export function frameChosen(editor: Editor): void {
  const { selected } = editor.get();
  const boxes = editor.graph.nodes.filter(({ id }) => selected.has(id)).map(({ id, position }) => ({ ...position, ...(editor.sizes.get(id) ?? UNKNOWN) }));
  const middle = editor.view?.middle() ?? { x: 0, y: 0 };
  const [left, top] = boxes.length > 0 ? [Math.min(...boxes.map(({ x }) => x)), Math.min(...boxes.map(({ y }) => y))] : [middle.x, middle.y];
  const width = boxes.length > 0 ? Math.max(...boxes.map(({ x, width: w }) => x + w)) - left : 320;
  const height = boxes.length > 0 ? Math.max(...boxes.map(({ y, height: h }) => y + h)) - top : 200;
  const { graph, id } = addFrame(editor.graph, { x: left, y: top, width, height });
  editor.do("Add a frame", graph, { selected: new Set([id]) });
}

/** Removes every wire of what is chosen. */
export function disconnectChosen(editor: Editor): void {
  const { selected, selectedEdges } = editor.get();
  const ids = new Set([...edgesById(editor.graph)].filter(([id, { from, to }]) => selectedEdges.has(id) || selected.has(from.node) || selected.has(to.node)).map(([id]) => id));
  editor.do("Disconnect", disconnect(editor.graph, ids), { selectedEdges: new Set(), said: "Disconnected" });
}

/** Every wire that can be drawn from or to a step, nearest first: the menu that replaces the mouse. */
export function possibleWires(editor: Editor, id: string): SkillEdge[] {
  const { graph, catalog } = editor;
  const at = graph.nodes.find((node) => node.id === id);
  const spec = at && catalog.get(at.type);
  if (!at || !spec) return [];
  const others = graph.nodes.filter((node) => node !== at).map((node) => ({ node, far: Math.hypot(node.position.x - at.position.x, node.position.y - at.position.y) })).sort((a, b) => a.far - b.far);
  const there = new Set(edgesById(graph).keys());
  const pairs = others.flatMap(({ node }): SkillEdge[] => {
    const other = catalog.get(node.type);
    const out = Object.keys(spec.outputs).flatMap((port) => Object.keys(other?.inputs ?? {}).map((to): SkillEdge => ({ from: { node: id, port }, to: { node: node.id, port: to } })));
    const into = Object.keys(other?.outputs ?? {}).flatMap((port) => Object.keys(spec.inputs).map((to): SkillEdge => ({ from: { node: node.id, port }, to: { node: id, port: to } })));
    return [...out, ...into];
  });
  return pairs.filter((edge) => !there.has(edgeId(edge)) && connect(graph, catalog, edge) !== graph);
}

/** What a wire joins, in words. */
export function wireWords(editor: Editor, { from, to }: SkillEdge): string {
  const named = (end: End, side: "inputs" | "outputs") => {
    const node = editor.graph.nodes.find(({ id }) => id === end.node);
    const title = node?.name ?? (node && editor.catalog.get(node.type)?.title) ?? end.node;
    return `${title} › ${portAt(editor.graph, editor.catalog, end, side)?.label ?? end.port}`;
  };
  return `${named(from, "outputs")} to ${named(to, "inputs")}`;
}

/** What a text holds of ours: null where it is none of ours. What is too long is not read at all. */
function fragmentIn(text: string | null): Fragment | "broken" | "too large" | null {
  if (!text || !OURS.test(text.slice(0, OURS_WITHIN))) return null;
  if (text.length > LONGEST) return "too large";
  try {
    const value: unknown = JSON.parse(text);
    // Counted first: what is too large is not checked piece by piece.
    return tooMany(value) ? "too large" : Fragment.safeParse(value).data ?? "broken";
  } catch {
    return "broken";
  }
}

function tooMany(value: unknown): boolean {
  const { nodes = [], edges = [] } = Sizes.safeParse(value).data ?? {};
  return nodes.length > MOST_NODES || edges.length > MOST_EDGES;
}
