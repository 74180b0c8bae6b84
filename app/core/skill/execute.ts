import { AppError } from "../errors.ts";
import type { Answer, AnyNode, NodeContext } from "../node.ts";
import { converted, type PortType } from "../port-types.ts";
import type { Product } from "../product.ts";
import { boundParams } from "./bound-params.ts";
import { fingerprintOf } from "./fingerprint.ts";
import { mentionText } from "./mentions.ts";
import { planGraph, type InputSource, type PlannedNode } from "./plan.ts";
import type { SkillGraph } from "./graph.ts";

/** One execution of a node for an item. `index` counts the elements of the lists that came in; 0 where there was none. */
export interface DoneStep {
  readonly node: string;
  readonly index: number;
  readonly fingerprint: string;
  readonly output: Record<string, unknown>;
  readonly ms: number;
}

/** What the walk through a graph needs of the outside. */
export interface GraphWorld {
  readonly nodes: { get(type: string): AnyNode | undefined };
  readonly product: Product;
  /** By the keys of the run form's questions. */
  readonly answers: Readonly<Record<string, Answer>>;
  /** A hash of canonical text, as a step's fingerprint. */
  hash(text: string): string;
  context(step: { readonly node: string; readonly turn: number; readonly mentioned: Readonly<Record<string, string>> }): NodeContext;
  /** Names the step in what a node threw. */
  failed(node: string, error: unknown): unknown;
  /** How the graph is checked and ordered, where it is a part of a skill. */
  readonly plan?: typeof planGraph;
  /** What a step gave before, where that is used and the step does not run; an empty list where nothing needs it. */
  taken?(node: string): readonly DoneStep[] | undefined;
  /** Is told of each turn of a step, and waited for. */
  readonly watch?: StepWatch;
}

/** Follows the turns of steps as they begin and end. */
export interface StepWatch {
  begins(node: string, index: number): Promise<void>;
  ended(step: DoneStep): Promise<void>;
  failed(node: string, index: number, ended: { readonly error: unknown; readonly ms: number }): Promise<void>;
}

/** A value on its way, with what it was made from. */
interface Element {
  readonly value: unknown;
  readonly from: string;
}

/**
 * Runs a graph for one product, wave by wave, those of one wave side by side. A step runs once for each
 * element of a list that comes into a single port; of several lists the shorter ones repeat their last. A
 * step with a connected input, optional or not, to which no way was taken does not run: it might buy; nor does one
 * whose earlier result is taken, which is not among what this gives. Throws what a node threw,
 * as `failed` names it, and invalid_skill for a graph with errors.
 */
export async function executeGraph(graph: SkillGraph, world: GraphWorld): Promise<DoneStep[]> {
  const results = new Map<string, readonly DoneStep[]>();
  const steps: DoneStep[] = [];
  const types = new Map(graph.nodes.map(({ id, type }) => [id, type]));
  const gives = ({ node, port }: { readonly node: string; readonly port: string }) => world.nodes.get(types.get(node) ?? "")?.outputs[port]?.several ?? false;
  for (const wave of (world.plan ?? planGraph)(graph, world.nodes)) {
    const done = await allOf(wave.map(async (planned) => {
      const taken = world.taken?.(planned.node.id);
      return { ran: taken === undefined, turns: taken ?? await executeNode(planned, { world, results, gives }) };
    }));
    wave.forEach(({ node }, at) => results.set(node.id, done[at]?.turns ?? []));
    steps.push(...done.flatMap(({ ran, turns }) => (ran ? turns : [])));
  }
  return steps;
}

/** Waits for all, so that nothing of an item goes on after its end and every open question is asked at once. What failed goes before what waits for a decision. */
async function allOf<T>(under: readonly Promise<T>[]): Promise<T[]> {
  const settled = await Promise.allSettled(under);
  const thrown = settled.flatMap((one): { readonly reason: unknown }[] => (one.status === "rejected" ? [one] : []));
  const first = thrown.find(({ reason }) => !(reason instanceof AppError && reason.code === "needs_approval")) ?? thrown[0];
  if (first) throw first.reason;
  return Promise.all(under);
}

interface Walk {
  readonly world: GraphWorld;
  readonly results: ReadonlyMap<string, readonly DoneStep[]>;
  /** Whether an output gives several values. */
  gives(end: { readonly node: string; readonly port: string }): boolean;
}

async function executeNode(planned: PlannedNode, { world, results, gives }: Walk): Promise<DoneStep[]> {
  const definition = world.nodes.get(planned.node.type);
  if (!definition) return []; // planGraph refuses it
  const wired = Object.entries(definition.inputs).flatMap(([port, { type, optional }]) => {
    const sources = planned.sources[port];
    if (!sources) return [];
    const elements = sources.flatMap((source) => elementsOf(source, type, results));
    return [{ port, needed: !optional || !sources.some((source) => wasGiven(source, results)), elements: type === "images" ? asOneList(elements) : elements }];
  });
  const told = toldTo(planned).map((one) => ({ ...one, elements: plainElements({ ...one, apart: gives(one) }, results) }));
  const starved = wired.some(({ needed, elements }) => needed && elements.length === 0) || told.some(({ elements }) => elements.length === 0);
  if (starved) return [];
  const times = Math.max(1, ...wired.map(({ elements }) => elements.length), ...told.map(({ elements }) => elements.length));
  const turns = Array.from({ length: times }, (_unused, turn) => turn);
  return allOf(turns.map((turn) => {
    const inputs = wired.flatMap(({ port, elements }) => given(port, elements, turn));
    const texts = told.flatMap(({ name, bound, field, elements }) => given(name, elements, turn).map((one) => ({ ...one, bound, value: mentionText(one.value, field), field })));
    return executeTurn({ planned, definition, turn, inputs, texts }, world);
  }));
}

/** Outputs that the step takes as text: those that its prompts mention, and those that its settings are bound to. */
function toldTo({ mentions, node }: PlannedNode): { readonly name: string; readonly bound: boolean; readonly node: string; readonly port: string; readonly field: string | null }[] {
  return [
    ...Object.entries(mentions).map(([name, source]) => ({ ...source, name, bound: false })),
    ...Object.entries(node.bindings).flatMap(([name, source]) => (source.from === "step" ? [{ name, bound: true, node: source.node, port: source.port, field: source.field }] : [])),
  ];
}

interface Given {
  readonly name: string;
  readonly value: unknown;
  readonly from: string;
}

interface Turn {
  readonly planned: PlannedNode;
  readonly definition: AnyNode;
  readonly turn: number;
  readonly inputs: readonly Given[];
  readonly texts: readonly (Given & { readonly bound: boolean; readonly value: string; readonly field: string | null })[];
}

async function executeTurn({ planned: { node }, definition, turn, inputs, texts }: Turn, world: GraphWorld): Promise<DoneStep> {
  const started = performance.now();
  const ms = () => Math.round(performance.now() - started);
  try {
    await world.watch?.begins(node.id, turn);
    const bound = Object.fromEntries(texts.filter((one) => one.bound).map(({ name, value }) => [name, value]));
    const mentioned = Object.fromEntries(texts.filter((one) => !one.bound).map(({ name, value }) => [name, value]));
    const params = boundParams(node, definition, { product: world.product, steps: bound });
    const upstream = {
      ...Object.fromEntries(inputs.map(({ name, from }) => [name, from])),
      ...Object.fromEntries(texts.map(({ name, from, field }) => [`@${name}`, `${from}.${field ?? ""}`])),
    };
    const isProduct = Object.values(definition.outputs).some(({ type }) => type === "product");
    const fingerprint = world.hash(fingerprintOf({ type: node.type, version: node.version, params, upstream, answer: world.answers[node.id] ?? null, ...(isProduct ? { product: world.product } : {}) }));
    const output = await definition.run({ inputs: Object.fromEntries(inputs.map(({ name, value }) => [name, value])), params }, world.context({ node: node.id, turn, mentioned }));
    const step: DoneStep = { node: node.id, index: turn, fingerprint, output, ms: ms() };
    await world.watch?.ended(step);
    return step;
  } catch (error) {
    await world.watch?.failed(node.id, turn, { error, ms: ms() });
    throw world.failed(node.id, error);
  }
}

/** The value of this turn; a shorter list repeats its last, and an optional input that gets nothing is left out. */
function given(name: string, elements: readonly Element[], turn: number): (Given & { readonly name: string })[] {
  const element = elements[Math.min(turn, elements.length - 1)];
  return element ? [{ name, ...element }] : [];
}

/** Whether an output gave anything, be it an empty list. */
function wasGiven({ node, port }: InputSource, results: ReadonlyMap<string, readonly DoneStep[]>): boolean {
  return (results.get(node) ?? []).some(({ output }) => output[port] !== undefined);
}

/** What an output gave, one by one, as the input takes it. A list into a list stays whole. */
function elementsOf({ node, port, type, several }: InputSource, wanted: PortType, results: ReadonlyMap<string, readonly DoneStep[]>): Element[] {
  const apart = several || (type === "images" && wanted !== "images");
  const single = apart && type === "images" ? "image" : type;
  return plainElements({ node, port, apart }, results).map(({ value, from }) => ({ value: converted(value, single, wanted), from }));
}

function plainElements({ node, port, apart }: { readonly node: string; readonly port: string; readonly apart: boolean }, results: ReadonlyMap<string, readonly DoneStep[]>): Element[] {
  return (results.get(node) ?? []).flatMap(({ output, fingerprint }): Element[] => {
    const value = output[port];
    const from = `${fingerprint}.${port}`;
    if (value === undefined) return [];
    return Array.isArray(value) && apart ? value.map((one: unknown, at) => ({ value: one, from: `${from}.${at}` })) : [{ value, from }];
  });
}

/** A list port takes everything that comes as one value; nothing where the list is empty. */
function asOneList(elements: readonly Element[]): Element[] {
  const images = elements.flatMap(({ value }): unknown[] => (Array.isArray(value) ? value : [value]));
  return images.length === 0 ? [] : [{ value: images, from: elements.map(({ from }) => from).join("+") }];
}
