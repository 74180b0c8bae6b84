import type { Port } from "../node.ts";
import type { SkillEdge, SkillGraph, SkillNode } from "./graph.ts";
import type { NodeCatalog } from "./node-catalog.ts";
import { dependenciesOf, unknownMentions } from "./mentions.ts";

/** Something that is wrong with a skill: what, where, and how to mend it. `code` is for machines. */
export interface Problem {
  readonly code:
    | "unknown_node" | "newer_node" | "duplicate_node" | "bad_setting" | "missing_node" | "missing_port" | "port_types" | "two_sources"
    | "input_open" | "cycle" | "no_product" | "no_output" | "unused_node" | "unknown_mention" | "model_ended" | "model_ending" | "model_ratio" | "model_mask";
  readonly severity: "error" | "warning";
  readonly node?: string;
  readonly field?: string;
  readonly what: string;
  readonly fix: string;
}

/** Everything that is wrong with a graph, errors first. An empty list means that it can run. */
export function validateGraph(graph: SkillGraph, catalog: NodeCatalog): Problem[] {
  const problems = [
    ...graph.nodes.flatMap((node, index) => nodeProblems(node, graph.nodes.slice(0, index), catalog)),
    ...graph.edges.flatMap((edge, index) => edgeProblems(edge, graph.edges.slice(0, index), graph, catalog)),
    ...graph.nodes.flatMap((node) => openInputs(node, graph, catalog)),
    ...cycleProblems(graph, catalog),
    ...endProblems(graph, catalog),
    ...graph.nodes.flatMap((node) => mentionProblems(node, graph, catalog)),
  ];
  return problems.sort((a, b) => Number(a.severity === "warning") - Number(b.severity === "warning"));
}

function nodeProblems(node: SkillNode, earlier: readonly SkillNode[], catalog: NodeCatalog): Problem[] {
  const definition = catalog.get(node.type);
  const name = node.name ?? definition?.title ?? node.type;
  const at = { severity: "error" as const, node: node.id };
  if (earlier.some(({ id }) => id === node.id)) return [{ ...at, code: "duplicate_node", what: `Two steps have the id “${node.id}”.`, fix: "Give one of them another id." }];
  if (!definition) return [{ ...at, code: "unknown_node", what: `The step “${name}” is of a kind that is not known here (${node.type}).`, fix: "Remove it, or update Piccaso." }];
  if (node.version > definition.version) return [{ ...at, code: "newer_node", what: `The step “${name}” was made with a newer Piccaso.`, fix: "Update Piccaso, or make the step anew." }];
  const checked = definition.params.strict().safeParse(node.params);
  return (checked.error?.issues ?? []).map((issue) => ({ ...at, code: "bad_setting", field: issue.path.join("."), what: `A setting of “${name}” does not fit: ${issue.message}.`, fix: "Change the setting." }));
}

function edgeProblems(edge: SkillEdge, earlier: readonly SkillEdge[], graph: SkillGraph, catalog: NodeCatalog): Problem[] {
  const at = { severity: "error" as const, node: edge.to.node };
  const from = portOf(graph, catalog, edge.from, "outputs");
  const to = portOf(graph, catalog, edge.to, "inputs");
  if (from === "no node" || to === "no node") return [{ ...at, code: "missing_node", what: "A connection leads to a step that is not there.", fix: "Remove the connection." }];
  if (!from || !to) return [{ ...at, code: "missing_port", what: `There is no port “${from ? edge.to.port : edge.from.port}”.`, fix: "Connect another port." }];
  if (!fits(from, to)) return [{ ...at, code: "port_types", field: edge.to.port, what: `“${from.label}” gives ${ARTICLE[from.type]}, and “${to.label}” takes ${ARTICLE[to.type]}.`, fix: "Connect ports of the same kind." }];
  if (earlier.some(({ to: other }) => other.node === edge.to.node && other.port === edge.to.port)) return [{ ...at, code: "two_sources", field: edge.to.port, what: `“${to.label}” has two connections.`, fix: "Keep one of them." }];
  return [];
}

const ARTICLE = { image: "an image", text: "text", number: "a number", choice: "a choice", product: "a product", fields: "fields" } as const;

/** Whether an output can feed an input. A choice and a number can be read as text. */
export function fits(from: Port, to: Port): boolean {
  return from.type === to.type || (to.type === "text" && (from.type === "choice" || from.type === "number"));
}

function portOf(graph: SkillGraph, catalog: NodeCatalog, end: SkillEdge["from"], side: "inputs" | "outputs"): Port | "no node" | undefined {
  const node = graph.nodes.find(({ id }) => id === end.node);
  const definition = node && catalog.get(node.type);
  if (!definition) return "no node";
  return Object.hasOwn(definition[side], end.port) ? definition[side][end.port] : undefined;
}

function openInputs(node: SkillNode, graph: SkillGraph, catalog: NodeCatalog): Problem[] {
  const definition = catalog.get(node.type);
  if (!definition) return [];
  return Object.entries(definition.inputs)
    .filter(([port, { optional }]) => !optional && !graph.edges.some(({ to }) => to.node === node.id && to.port === port))
    .map(([port, { label }]) => ({ code: "input_open", severity: "error", node: node.id, field: port, what: `“${label}” of “${node.name ?? definition.title}” is not connected.`, fix: "Connect it to an earlier step." }));
}

function mentionProblems(node: SkillNode, graph: SkillGraph, catalog: NodeCatalog): Problem[] {
  return unknownMentions(node, graph, catalog).map((name) => ({ code: "unknown_mention", severity: "warning", node: node.id, what: `Nothing here is called “@${name}”, so it is left out of the prompt.`, fix: "Type @ in the prompt to see what can be mentioned." }));
}

function cycleProblems(graph: SkillGraph, catalog: NodeCatalog): Problem[] {
  const path = findCycle(dependenciesOf(graph, catalog), graph);
  if (!path) return [];
  const names = path.map((id) => graph.nodes.find((node) => node.id === id)?.name ?? id).join(" → ");
  return [{ code: "cycle", severity: "error", ...(path[0] ? { node: path[0] } : {}), what: `This goes in a circle: ${names}.`, fix: "Remove one of these connections or mentions." }];
}

/** A circle as the ids along it, first and last the same; undefined where there is none. Iterative, so that a long chain cannot overflow. */
function findCycle(needs: readonly { readonly from: string; readonly to: string }[], graph: SkillGraph): string[] | undefined {
  const next = new Map<string, string[]>();
  for (const { from, to } of needs) next.set(from, [...(next.get(from) ?? []), to]);
  const clear = new Set<string>();
  for (const { id } of graph.nodes) {
    const path: string[] = [];
    const stack = [{ id, leaving: false }];
    for (let step = stack.pop(); step; step = stack.pop()) {
      if (step.leaving) { path.pop(); clear.add(step.id); continue; }
      if (clear.has(step.id)) continue;
      if (path.includes(step.id)) return [...path.slice(path.indexOf(step.id)), step.id];
      path.push(step.id);
      stack.push({ id: step.id, leaving: true }, ...(next.get(step.id) ?? []).map((to) => ({ id: to, leaving: false })));
    }
  }
  return undefined;
}

function endProblems(graph: SkillGraph, catalog: NodeCatalog): Problem[] {
  const problems: Problem[] = [];
  if (!graph.nodes.some(({ type }) => type === "product.read")) problems.push({ code: "no_product", severity: "error", what: "The skill has no product to work on.", fix: "Add a Product step." });
  if (!graph.nodes.some(({ type }) => catalog.get(type)?.category === "output")) problems.push({ code: "no_output", severity: "error", what: "The skill makes no image.", fix: "Add an Output Configurations step." });
  const needs = dependenciesOf(graph, catalog);
  for (const { id, type, name } of graph.nodes) {
    const definition = catalog.get(type);
    if (definition && definition.category !== "output" && !needs.some(({ from }) => from === id)) {
      problems.push({ code: "unused_node", severity: "warning", node: id, what: `Nothing uses “${name ?? definition.title}”.`, fix: "Connect it or remove it." });
    }
  }
  return problems;
}
