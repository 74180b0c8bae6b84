import { z } from "zod";
import { mentionsIn, PRODUCT_FIELDS } from "../text-template.ts";
import type { SkillGraph, SkillNode } from "./graph.ts";
import type { NodeCatalog } from "./node-catalog.ts";

/** Where the value of a mention comes from; `field` is a name within an output of type fields. */
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

const READ_AS_TEXT: readonly string[] = ["text", "choice", "number"];

/** The steps that a node's prompts mention, by name. Its own inputs and the product's fields are no steps. */
export function mentionedSteps(node: SkillNode, graph: SkillGraph, catalog: NodeCatalog): Record<string, MentionSource> {
  const mentions = mentionsOf(node, catalog);
  if (mentions.length === 0) return {};
  const given = new Map(stepValues(node, graph, catalog).map(({ name, source }) => [name, source]));
  return Object.fromEntries(mentions.flatMap((name) => {
    const source = given.get(name);
    return source ? [[name, source]] : [];
  }));
}

/** What a node's prompts mention that is not there: it is left out of the prompt. */
export function unknownMentions(node: SkillNode, graph: SkillGraph, catalog: NodeCatalog): string[] {
  const mentions = mentionsOf(node, catalog);
  if (mentions.length === 0) return [];
  const known = new Set([...PRODUCT_FIELDS.map(({ name }) => name), ...Object.keys(catalog.get(node.type)?.inputs ?? {}), ...stepValues(node, graph, catalog).map(({ name }) => name)]);
  return mentions.filter((name) => !known.has(name));
}

/** What must be done before what: connections, and the steps that prompts mention. */
export function dependenciesOf(graph: SkillGraph, catalog: NodeCatalog): { from: string; to: string }[] {
  return [
    ...graph.edges.map(({ from, to }) => ({ from: from.node, to: to.node })),
    ...graph.nodes.flatMap((node) => Object.values(mentionedSteps(node, graph, catalog)).map((source) => ({ from: source.node, to: node.id }))),
  ];
}

/** Everything that a prompt of this node may mention: product fields, its connected inputs, and steps that do not wait for it. */
export function mentionables(node: SkillNode, graph: SkillGraph, catalog: NodeCatalog): Mentionable[] {
  const after = stepsAfter(node.id, dependenciesOf(graph, catalog));
  const inputs = Object.entries(catalog.get(node.type)?.inputs ?? {}).filter(([port, { type }]) => READ_AS_TEXT.includes(type) && graph.edges.some(({ to }) => to.node === node.id && to.port === port));
  return [
    ...PRODUCT_FIELDS.map(({ name, label }) => ({ name, label: `Product, ${label.toLowerCase()}` })),
    ...inputs.map(([name, { label }]) => ({ name, label: `Input, ${label.toLowerCase()}` })),
    ...stepValues(node, graph, catalog).filter(({ source }) => !after.has(source.node)).map(({ name, label }) => ({ name, label })),
  ];
}

/** A step's output as a prompt reads it; empty where there is none. */
export function mentionText(output: unknown, field: string | null): string {
  if (field === null) return typeof output === "string" || typeof output === "number" ? String(output) : "";
  return z.record(z.string(), z.string()).safeParse(output).data?.[field] ?? "";
}

function mentionsOf(node: SkillNode, catalog: NodeCatalog): string[] {
  const prompts = catalog.get(node.type)?.prompts ?? [];
  return prompts.flatMap((name) => {
    const prompt = node.params[name];
    return typeof prompt === "string" ? mentionsIn(prompt) : [];
  });
}

/**
 * What the other steps give that can be read as text: the first such output has the step's id as its name,
 * another one id.port, a field id.field. A name of the node's own inputs means the input.
 */
function stepValues(node: SkillNode, graph: SkillGraph, catalog: NodeCatalog): (Mentionable & { readonly source: MentionSource })[] {
  const own = new Set(Object.keys(catalog.get(node.type)?.inputs ?? {}));
  return graph.nodes.filter(({ id }) => id !== node.id).flatMap((other) => valuesOf(other, catalog)).filter(({ name }) => !own.has(name));
}

function valuesOf({ id, type, name, params }: SkillNode, catalog: NodeCatalog): (Mentionable & { readonly source: MentionSource })[] {
  const definition = catalog.get(type);
  const ports = Object.entries(definition?.outputs ?? {});
  // What the product's own step gives are the product's fields.
  if (!definition?.params.safeParse(params).success || ports.some(([, port]) => port.type === "product")) return [];
  const step = name ?? definition.title;
  const texts = ports.filter(([, port]) => READ_AS_TEXT.includes(port.type)).map(([port, { label }], index) =>
    ({ name: index === 0 ? id : `${id}.${port}`, label: `${step}, ${label.toLowerCase()}`, source: { node: id, port, field: null } }));
  const fields = ports.filter(([, port]) => port.type === "fields").flatMap(([port]) => definition.fields(params).map((field) =>
    ({ name: `${id}.${field}`, label: `${step}, ${field.replaceAll("_", " ")}`, source: { node: id, port, field } })));
  return [...texts, ...fields];
}

function stepsAfter(id: string, needs: readonly { readonly from: string; readonly to: string }[]): ReadonlySet<string> {
  const after = new Set<string>();
  const open = [id];
  for (let step = open.pop(); step !== undefined; step = open.pop()) {
    for (const { from, to } of needs) if (from === step && !after.has(to)) { after.add(to); open.push(to); }
  }
  return after;
}
