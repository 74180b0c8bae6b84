import { z } from "zod";
import { fieldNames } from "../declared-fields.ts";
import type { CheckedNode } from "../node.ts";
import { onceEach } from "../once-each.ts";
import type { PortType } from "../port-types.ts";
import { promptsOf, settingOf } from "../settings.ts";
import { isProductField, metafieldName, type MetafieldDefinition } from "../metafield.ts";
import { whyUnreadable } from "../metafield-text.ts";
import { mentionsIn, PRODUCT_FIELDS } from "../text-template.ts";
import type { SkillGraph, SkillNode } from "./graph.ts";
import { nearest } from "./nearest.ts";
import type { NodeCatalog } from "./node-catalog.ts";

/** Where the value of a mention comes from; `field` is a name within an output of JSON. */
export interface MentionSource {
  readonly node: string;
  readonly port: string;
  readonly field: string | null;
}

/** Something that a prompt can mention, by the name after the @. */
export interface Mentionable {
  readonly name: string;
  readonly label: string;
}

const READ_AS_TEXT: readonly PortType[] = ["text", "choice", "number"];

/** The steps that a node's prompts mention, by name. Its own inputs and the product's fields are no steps. */
export function mentionedSteps(node: SkillNode, graph: SkillGraph, catalog: NodeCatalog): Record<string, MentionSource> {
  return Object.fromEntries(mentionsOf(node, catalog).flatMap((name) => {
    const source = sourceOf(name, node, graph, catalog);
    return source ? [[name, source]] : [];
  }));
}

/** A mention that leads nowhere: in which setting, and what was probably meant. */
export interface LostMention {
  readonly name: string;
  readonly setting: string;
  readonly meant: string | null;
}

/** What a node's prompts mention that is not there: it is left out of the prompt. */
export function unknownMentions(node: SkillNode, graph: SkillGraph, catalog: NodeCatalog): LostMention[] {
  const own = Object.keys(catalog.get(node.type)?.inputs ?? {});
  const lost = promptTexts(node, catalog).flatMap(({ setting, names }) => names
    .filter((name) => !isProductField(name) && !own.includes(name) && !sourceOf(name, node, graph, catalog)).map((name) => ({ name, setting })));
  if (lost.length === 0) return [];
  const known = [...PRODUCT_FIELDS.map(({ name }) => name), ...own, ...stepValues(node, graph, catalog).map(({ name }) => name)];
  return lost.map(({ name, setting }) => ({ name, setting, meant: nearest(name, known) }));
}

/** That one step must be done before another: they are connected, or a prompt or a setting of the other takes its value. */
export interface Dependency {
  readonly from: string;
  readonly to: string;
  readonly by: "wire" | "value";
}

/** What must be done before what: connections, the steps that prompts mention, and those that settings are bound to. */
export function dependenciesOf(graph: SkillGraph, catalog: NodeCatalog): readonly Dependency[] {
  return readDependencies(catalog, graph);
}

const readDependencies = onceEach((catalog: NodeCatalog, graph: SkillGraph): readonly Dependency[] => {
  const value = (from: string, to: string): Dependency => ({ from, to, by: "value" });
  return [
    ...graph.edges.map(({ from, to }): Dependency => ({ from: from.node, to: to.node, by: "wire" })),
    ...graph.nodes.flatMap((node) => Object.values(mentionedSteps(node, graph, catalog)).map((source) => value(source.node, node.id))),
    ...graph.nodes.flatMap((node) => Object.values(node.bindings).flatMap((source) => (source.from === "step" ? [value(source.node, node.id)] : []))),
  ];
});

/** Everything that a prompt of this node may mention: product fields and metafields, its connected inputs, and steps that do not wait for it. */
export function mentionables(node: SkillNode, graph: SkillGraph, catalog: NodeCatalog, metafields: readonly MetafieldDefinition[] = []): Mentionable[] {
  const after = stepsAfter(node.id, dependenciesOf(graph, catalog));
  const inputs = Object.entries(catalog.get(node.type)?.inputs ?? {}).filter(([port, { type }]) => READ_AS_TEXT.includes(type) && graph.edges.some(({ to }) => to.node === node.id && to.port === port));
  return [
    ...PRODUCT_FIELDS.map(({ name, label }) => ({ name, label: `Product, ${label.toLowerCase()}` })),
    ...inputs.map(([name, { label }]) => ({ name, label: `Input, ${label.toLowerCase()}` })),
    ...stepValues(node, graph, catalog).filter(({ source }) => !after.has(source.node)).map(({ name, label }) => ({ name, label })),
    ...metafields.filter(({ type }) => whyUnreadable(type) === null).map((one) => ({ name: metafieldName(one), label: `Metafield, ${one.name}` })),
  ];
}

/** What the settings of a step can be bound to: what the steps give that do not wait for it, as text. */
export function valueSources(node: SkillNode, graph: SkillGraph, catalog: NodeCatalog): { readonly label: string; readonly source: MentionSource }[] {
  const after = stepsAfter(node.id, dependenciesOf(graph, catalog));
  return graph.nodes.filter(({ id }) => id !== node.id && !after.has(id)).flatMap((other) => valuesOf(other, catalog)).map(({ label, source }) => ({ label, source }));
}

/** A step's output as a prompt reads it; empty where there is none. */
export function mentionText(output: unknown, field: string | null): string {
  if (field === null) return typeof output === "string" || typeof output === "number" ? String(output) : "";
  return z.record(z.string(), z.string()).safeParse(output).data?.[field] ?? "";
}

function mentionsOf(node: SkillNode, catalog: NodeCatalog): string[] {
  return promptTexts(node, catalog).flatMap(({ names }) => names);
}

/** One prompt of a step: its setting, and what it mentions. */
export interface PromptText {
  readonly setting: string;
  readonly names: readonly string[];
}

/** The prompts of a step. */
export function promptTexts(node: SkillNode, catalog: NodeCatalog): readonly PromptText[] {
  const definition = catalog.get(node.type);
  return definition ? readPrompts(definition, node) : [];
}

const readPrompts = onceEach((definition: CheckedNode, { params }: SkillNode): readonly PromptText[] => promptsOf(definition.schema).map((setting) => {
  const prompt = settingOf(definition.schema, params, setting);
  return { setting, names: typeof prompt === "string" ? mentionsIn(prompt) : [] };
}));

type Given = Mentionable & { readonly source: MentionSource };

/**
 * What the other steps give that can be read as text: the first such output has the step's id as its name,
 * another one id.port, a field id.field. A name of the node's own inputs means the input.
 */
function stepValues(node: SkillNode, graph: SkillGraph, catalog: NodeCatalog): Given[] {
  const own = new Set(Object.keys(catalog.get(node.type)?.inputs ?? {}));
  return graph.nodes.filter(({ id }) => id !== node.id).flatMap((other) => valuesOf(other, catalog)).filter(({ name }) => !own.has(name));
}

/** What a mention in this step's prompts means; undefined for the step's own inputs and where nothing has that name. */
function sourceOf(name: string, node: SkillNode, graph: SkillGraph, catalog: NodeCatalog): MentionSource | undefined {
  if (Object.hasOwn(catalog.get(node.type)?.inputs ?? {}, name)) return undefined;
  return givenByName(catalog, graph.nodes).get(name)?.findLast(({ source }) => source.node !== node.id)?.source;
}

/** What all steps give, by name; more than one gives the same only where two have one id. */
const givenByName = onceEach((catalog: NodeCatalog, nodes: SkillGraph["nodes"]): ReadonlyMap<string, readonly Given[]> => {
  const byName = new Map<string, Given[]>();
  for (const given of nodes.flatMap((node) => valuesOf(node, catalog))) {
    const same = byName.get(given.name);
    if (same) same.push(given);
    else byName.set(given.name, [given]);
  }
  return byName;
});

function valuesOf(node: SkillNode, catalog: NodeCatalog): readonly Given[] {
  const definition = catalog.get(node.type);
  return definition ? readValues(definition, node) : [];
}

const readValues = onceEach((definition: CheckedNode, { id, name, params }: SkillNode): readonly Given[] => {
  const ports = Object.entries(definition.outputs);
  // What the product's own step gives are the product's fields.
  if (ports.some(([, port]) => port.type === "product") || definition.check(params).length > 0) return [];
  const step = name ?? definition.title;
  const texts = ports.filter(([, port]) => READ_AS_TEXT.includes(port.type)).map(([port, { label }], index) =>
    ({ name: index === 0 ? id : `${id}.${port}`, label: `${step}, ${label.toLowerCase()}`, source: { node: id, port, field: null } }));
  const fields = ports.flatMap(([port, { fieldsIn }]) => (fieldsIn === undefined ? [] : fieldNames(Lines.parse(settingOf(definition.schema, params, fieldsIn))).map((field) =>
    ({ name: `${id}.${field}`, label: `${step}, ${field.replaceAll("_", " ")}`, source: { node: id, port, field } }))));
  return [...texts, ...fields];
});

const Lines = z.array(z.string()).catch([]);

/** Every step that waits for this one, near or far. */
export function stepsAfter(id: string, needs: readonly { readonly from: string; readonly to: string }[]): ReadonlySet<string> {
  const next = new Map<string, string[]>();
  for (const { from, to } of needs) next.set(from, [...(next.get(from) ?? []), to]);
  const after = new Set<string>();
  const open = [id];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    for (const to of next.get(step) ?? []) if (!after.has(to)) { after.add(to); open.push(to); }
  }
  return after;
}
