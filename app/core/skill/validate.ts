import { own } from "../own.ts";
import { PORT_WORDS, whyNot } from "../port-types.ts";
import type { CheckedNode, Port } from "../node.ts";
import { inactiveSteps, passedThrough } from "./active.ts";
import { bindingProblems } from "./binding-problems.ts";
import { findCycle } from "./cycle.ts";
import { flowOf, MOST_TIMES } from "./flow.ts";
import type { End, SkillEdge, SkillGraph, SkillNode } from "./graph.ts";
import { dependenciesOf, unknownMentions } from "./mentions.ts";
import { metafieldProblems } from "./named-metafields.ts";
import type { NodeCatalog } from "./node-catalog.ts";
import { nameOf, type Problem } from "./problem.ts";

/** Everything that is wrong with a graph, errors first. An empty list means that it can run. */
export function validateGraph(graph: SkillGraph, catalog: NodeCatalog): Problem[] {
  const look = new Look(graph, catalog);
  const cycle = cycleProblems(graph, catalog);
  const problems = [
    ...duplicates(graph),
    ...graph.nodes.flatMap((node) => nodeProblems(node, catalog)),
    ...edgeProblems(graph, look),
    ...graph.nodes.flatMap((node) => openInputs(node, look)),
    ...graph.nodes.flatMap((node) => bindingProblems(node, graph, catalog)),
    ...cycle,
    ...metafieldProblems(graph),
    ...endProblems(graph, catalog),
    ...graph.nodes.flatMap((node) => mentionProblems(node, graph, catalog)),
    ...(cycle.length === 0 ? [...modeProblems(graph, catalog), ...amountProblems(graph, catalog)] : []),
  ];
  return problems.sort((a, b) => Number(a.severity === "warning") - Number(b.severity === "warning"));
}

/** What is wrong with a part of a skill that is tested by itself: it may end anywhere. */
export function partProblems(graph: SkillGraph, catalog: NodeCatalog): Problem[] {
  return validateGraph(graph, catalog).filter(({ code }) => !ENDS.has(code));
}

/** Problems of a whole skill that a part of it may have. */
const ENDS: ReadonlySet<string> = new Set(["no_product", "no_output", "unused_node"]);

/** A graph by its ids, so that each check takes as long as what it checks. */
class Look {
  readonly nodes: ReadonlyMap<string, SkillNode>;
  readonly connected: ReadonlySet<string>;
  private readonly catalog: NodeCatalog;

  constructor(graph: SkillGraph, catalog: NodeCatalog) {
    this.nodes = new Map(graph.nodes.map((node) => [node.id, node]));
    this.connected = new Set(graph.edges.map(({ to }) => `${to.node}\n${to.port}`));
    this.catalog = catalog;
  }

  definition(node: SkillNode): CheckedNode | undefined {
    return this.catalog.get(node.type);
  }

  port(end: End, side: "inputs" | "outputs"): Port | "no node" | undefined {
    const node = this.nodes.get(end.node);
    const definition = node && this.catalog.get(node.type);
    if (!definition) return "no node";
    return own(definition[side], end.port);
  }
}

function duplicates({ nodes }: SkillGraph): Problem[] {
  const seen = new Set<string>();
  return nodes.flatMap(({ id }): Problem[] => {
    const again = seen.has(id);
    seen.add(id);
    return again ? [{ severity: "error", code: "duplicate_node", node: id, what: `Two steps have the id “${id}”.`, fix: "Give one of them another id." }] : [];
  });
}

function nodeProblems(node: SkillNode, catalog: NodeCatalog): Problem[] {
  const definition = catalog.get(node.type);
  const name = nameOf(node, definition);
  const at = { severity: "error" as const, node: node.id };
  if (!definition) return [{ ...at, code: "unknown_node", what: `The step “${name}” is of a kind that is not known here (${node.type}).`, fix: "Remove it, or update Piccaso." }];
  if (node.version > definition.version) return [{ ...at, code: "newer_node", what: `The step “${name}” was made with a newer Piccaso.`, fix: "Update Piccaso, or make the step anew." }];
  return definition.check(node.params).map(({ path, message }) => {
    const title = definition.schema.properties[path.split(".")[0] ?? ""]?.title ?? path;
    return { ...at, code: "bad_setting", field: path, what: `${name} › ${title}: ${message}.`, fix: "Change the setting." };
  });
}

function edgeProblems(graph: SkillGraph, look: Look): Problem[] {
  const fed = new Set<string>();
  return graph.edges.flatMap((edge): Problem[] => {
    const input = `${edge.to.node}\n${edge.to.port}`;
    const second = fed.has(input);
    fed.add(input);
    return edgeProblem(edge, second, look);
  });
}

function edgeProblem(edge: SkillEdge, second: boolean, look: Look): Problem[] {
  const at = { severity: "error" as const, node: edge.to.node };
  const from = look.port(edge.from, "outputs");
  const to = look.port(edge.to, "inputs");
  if (from === "no node" || to === "no node") return [{ ...at, code: "missing_node", what: "A connection leads to a step that is not there.", fix: "Remove the connection." }];
  if (!from || !to) return [{ ...at, code: "missing_port", what: `There is no port “${from ? edge.to.port : edge.from.port}”.`, fix: "Connect another port." }];
  const why = whyNot(from, to);
  if (why !== null) return [{ ...at, code: "port_types", field: edge.to.port, what: why, fix: "Connect ports that fit." }];
  if (second && to.type !== "images") return [{ ...at, code: "two_sources", field: edge.to.port, what: `“${to.label}” has two connections.`, fix: "Keep one of them." }];
  return [];
}

function openInputs(node: SkillNode, look: Look): Problem[] {
  const definition = look.definition(node);
  if (!definition || node.mode !== "run") return [];
  return Object.entries(definition.inputs)
    .filter(([port, { optional }]) => !optional && !look.connected.has(`${node.id}\n${port}`))
    .map(([port, { label, type }]) => ({ code: "input_open", severity: "error", node: node.id, field: port, what: `${nameOf(node, definition)} › ${label} is not connected.`, fix: `Connect ${PORT_WORDS[type].some}.` }));
}

function mentionProblems(node: SkillNode, graph: SkillGraph, catalog: NodeCatalog): Problem[] {
  return unknownMentions(node, graph, catalog).map(({ name, setting, meant }) => ({
    code: "unknown_mention", severity: "warning", node: node.id, field: setting, what: `“@${name}” does not exist, so it is left out of the prompt.`,
    fix: meant ? `Did you mean “@${meant}”?` : "Type @ in the prompt to see what can be mentioned.",
  }));
}

function cycleProblems(graph: SkillGraph, catalog: NodeCatalog): Problem[] {
  const path = findCycle(dependenciesOf(graph, catalog), graph.nodes.map(({ id }) => id));
  if (!path) return [];
  const names = path.map((id) => {
    const node = graph.nodes.find((one) => one.id === id);
    return node ? nameOf(node, catalog.get(node.type)) : id;
  });
  return [{ code: "cycle", severity: "error", ...(path[0] ? { node: path[0] } : {}), what: `This goes in a circle: ${names.join(" → ")}.`, fix: "Remove one of these connections or mentions." }];
}

function endProblems(graph: SkillGraph, catalog: NodeCatalog): Problem[] {
  const problems: Problem[] = [];
  if (!graph.nodes.some(({ type }) => type === "product.read")) problems.push({ code: "no_product", severity: "error", what: "The skill has no product to work on.", fix: "Add a Product step." });
  if (!graph.nodes.some(({ type, mode }) => mode === "run" && catalog.get(type)?.category === "output")) problems.push({ code: "no_output", severity: "error", what: "The skill makes no image.", fix: "Add an Output Configurations step." });
  const used = new Set(dependenciesOf(graph, catalog).map(({ from }) => from));
  for (const node of graph.nodes) {
    const definition = catalog.get(node.type);
    if (definition && definition.category !== "output" && !used.has(node.id)) {
      problems.push({ code: "unused_node", severity: "warning", node: node.id, what: `Nothing uses “${nameOf(node, definition)}”.`, fix: "Connect it or remove it." });
    }
  }
  return problems;
}

/** What a bypassed step cannot pass on, and that a stopped one leaves nothing to be kept. */
function modeProblems(graph: SkillGraph, catalog: NodeCatalog): Problem[] {
  if (graph.nodes.every(({ mode }) => mode === "run")) return [];
  const idle = inactiveSteps(graph, catalog);
  const blocked = graph.nodes.filter(({ mode }) => mode === "bypass").flatMap((node): Problem[] => {
    const stuck = graph.edges.find(({ from }) => from.node === node.id && !passedThrough(node, from.port, graph, catalog));
    return stuck ? [{ code: "bypass_stuck", severity: "warning", node: node.id, what: `“${nameOf(node, catalog.get(node.type))}” is bypassed, and nothing that comes in can go out at “${stuck.from.port}”.`, fix: "Connect an input of the same type, or stop the steps behind it." }] : [];
  });
  const outputs = graph.nodes.filter(({ type, mode }) => mode === "run" && catalog.get(type)?.category === "output");
  const nothing: Problem[] = outputs.length > 0 && outputs.every(({ id }) => idle.has(id)) ? [{ code: "no_output", severity: "error", what: "Every output waits for a step that is stopped.", fix: "Let the stopped step run again, or bypass it." }] : [];
  return [...blocked, ...nothing];
}

function amountProblems(graph: SkillGraph, catalog: NodeCatalog): Problem[] {
  const flows = flowOf(graph, catalog);
  return graph.nodes.flatMap((node): Problem[] => {
    const times = flows.get(node.id)?.times ?? 1;
    return times > MOST_TIMES ? [{ code: "too_many", severity: "error", node: node.id, what: `“${nameOf(node, catalog.get(node.type))}” would run ${times} times for one product, and ${MOST_TIMES} is the most.`, fix: "Make the lists before it shorter." }] : [];
  });
}
