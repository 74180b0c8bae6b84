import { canonical } from "../canonical.ts";
import type { CheckedNode } from "../node.ts";
import type { ModelCatalog } from "../model.ts";
import { own } from "../own.ts";
import type { ChangedValue, GraphChange } from "./change.ts";
import { edgeId, type SkillEdge, type SkillGraph, type SkillNode } from "./graph.ts";
import type { NodeCatalog } from "./node-catalog.ts";
import { nameOf } from "./problem.ts";
import { endWords, settingWords, sourceWords } from "./value-words.ts";

/** Where names are looked up, so that differences are said in words. */
export interface DiffWords {
  readonly nodes: NodeCatalog;
  readonly models: Pick<ModelCatalog, "get">;
}

/** What differs between two graphs: steps, wires, notes and frames, in that order. That something was moved, resized or stands elsewhere in the list is no difference. */
export function diffGraphs(before: SkillGraph, after: SkillGraph, words: DiffWords): GraphChange[] {
  const graphs = { before, after };
  return [
    ...compared(graphs, "step", ({ nodes }) => nodes, ({ id }) => id, (node) => nameOf(node, words.nodes.get(node.type)), (a, b) => stepValues({ node: a, graph: before }, { node: b, graph: after }, words)),
    ...compared(graphs, "wire", ({ edges }) => edges, edgeId, (edge, graph) => wireName(edge, graph, words.nodes), () => []),
    ...compared(graphs, "note", ({ notes }) => notes, ({ id }) => id, ({ text }) => shortened(text) || "Note", (a, b) => [...changed("Text", a.text, b.text), ...changed("Colour", a.tint, b.tint)]),
    ...compared(graphs, "frame", ({ frames }) => frames, ({ id }) => id, ({ title }) => shortened(title) || "Frame", (a, b) => [...changed("Title", a.title, b.title), ...changed("Colour", a.tint, b.tint)]),
  ];
}

/** That a skill was renamed, as a change like the others; empty where it was not. */
export function renamed(id: string, before: string, after: string): GraphChange[] {
  return before === after ? [] : [{ of: "skill", mark: "changed", id, name: after, values: changed("Name", before, after) }];
}

/** Compares things by their ids: in the order of the newer graph, then what is gone. */
function compared<T>(
  { before, after }: { readonly before: SkillGraph; readonly after: SkillGraph }, of: GraphChange["of"], list: (graph: SkillGraph) => readonly T[],
  id: (one: T) => string, name: (one: T, graph: SkillGraph) => string, values: (a: T, b: T) => ChangedValue[],
): GraphChange[] {
  const [former, newer] = [before, after].map((graph) => new Map(list(graph).map((one) => [id(one), one])));
  const kept = [...(newer ?? [])].flatMap(([key, one]): GraphChange[] => {
    const old = former?.get(key);
    if (old === undefined) return [{ of, mark: "added", id: key, name: name(one, after), values: [] }];
    const differ = values(old, one);
    return differ.length > 0 ? [{ of, mark: "changed", id: key, name: name(one, after), values: differ }] : [];
  });
  const gone = [...(former ?? [])].filter(([key]) => !newer?.has(key)).map(([key, one]): GraphChange => ({ of, mark: "removed", id: key, name: name(one, before), values: [] }));
  return [...kept, ...gone];
}

interface StepIn {
  readonly node: SkillNode;
  readonly graph: SkillGraph;
}

const MODES: Readonly<Record<SkillNode["mode"], string>> = { run: "runs", bypass: "bypassed", stop: "stopped" };

function stepValues(a: StepIn, b: StepIn, words: DiffWords): ChangedValue[] {
  const [before, after] = [words.nodes.get(a.node.type), words.nodes.get(b.node.type)];
  return [
    ...changed("Kind", before?.title ?? a.node.type, after?.title ?? b.node.type, a.node.type === b.node.type),
    ...changed("Made for version", String(a.node.version), String(b.node.version)),
    ...changed("Name", nameOf(a.node, before), nameOf(b.node, after), a.node.name === b.node.name),
    ...changed("When the skill runs", MODES[a.node.mode], MODES[b.node.mode]),
    ...settingNames(a.node, b.node, before, after).flatMap((name) => settingValue(name, a, b, words)),
  ];
}

/** The settings of both, in the order of the schema, and then those that no schema knows. */
function settingNames(a: SkillNode, b: SkillNode, before: CheckedNode | undefined, after: CheckedNode | undefined): string[] {
  return [...new Set([...Object.keys(after?.schema.properties ?? {}), ...Object.keys(before?.schema.properties ?? {}), ...[a, b].flatMap(({ params, bindings }) => [...Object.keys(params), ...Object.keys(bindings)])])];
}

function settingValue(name: string, a: StepIn, b: StepIn, words: DiffWords): ChangedValue[] {
  const [from, to] = [heldBy(name, a, words), heldBy(name, b, words)];
  if (from.same === to.same) return [];
  const title = own(words.nodes.get(b.node.type)?.schema.properties, name)?.title ?? name;
  const alike = from.text === to.text;
  return [{ title, field: name, from: alike ? from.exact : from.text, to: alike ? to.exact : to.text }];
}

/** What a setting of a step holds: something to compare, in words, and in the longer words that tell apart what reads the same. */
function heldBy(name: string, { node, graph }: StepIn, { nodes, models }: DiffWords): { readonly same: string; readonly text: string; readonly exact: string } {
  const setting = own(nodes.get(node.type)?.schema.properties, name);
  // What is not set holds its default: setting it to that is no difference.
  const value = own(node.params, name) ?? setting?.default;
  const source = own(node.bindings, name);
  const text = settingWords(setting, value, models);
  const raw = value === undefined ? "not set" : canonical(value);
  return source
    ? { same: canonical([value ?? null, source]), text: sourceWords(source, graph, nodes), exact: `${sourceWords(source, graph, nodes)}, else ${raw} (${canonical(source)})` }
    : { same: canonical([value ?? null, null]), text, exact: raw };
}

function changed(title: string, from: string, to: string, same = from === to): ChangedValue[] {
  return same ? [] : [{ title, field: null, from, to }];
}

function wireName({ from, to }: SkillEdge, { nodes }: SkillGraph, catalog: NodeCatalog): string {
  const end = (id: string, side: "inputs" | "outputs", port: string) => {
    const node = nodes.find((one) => one.id === id);
    return node ? endWords(node, side, port, catalog) : `${id} › ${port}`;
  };
  return `${end(from.node, "outputs", from.port)} → ${end(to.node, "inputs", to.port)}`;
}

function shortened(text: string): string {
  const line = text.trim().split("\n")[0] ?? "";
  return line.length > 40 ? `${line.slice(0, 39).replace(/[\ud800-\udbff]$/, "")}…` : line;
}
