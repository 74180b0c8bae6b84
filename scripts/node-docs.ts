import fs from "node:fs";
import { pathToFileURL } from "node:url";
import type { AnyNode, Most, Port, Purchase } from "../app/core/node.ts";
import { PORT_WORDS } from "../app/core/port-types.ts";
import type { SettingSchema } from "../app/core/settings.ts";
import { TEMPLATES } from "../app/features/skills/templates/templates.ts";
import { NODES } from "../app/nodes/registry.ts";

/** Where the documentation of the nodes lies; `npm run docs` writes it. */
export const NODE_DOCS = "docs/nodes.md";

const INTRO = `# Nodes

Every step that a skill can contain. This page is written by \`npm run docs\` from the nodes themselves (\`app/nodes\`); a test fails where the two differ.

A setting can be fixed, asked of the runner, read from the product, or bound to another step. An input that is marked *optional* may stay unconnected. A list of images that goes into a single image input makes the step run once for each.`;

/** The documentation of every node, in the order of the palette. */
export function nodeDocs(): string {
  const contents = NODES.map((node) => `- [${node.title}](#${anchorOf(node)})`).join("\n");
  return `${[INTRO, contents, ...NODES.map(section)].join("\n\n")}\n`;
}

/** What a node is good for and its settings for it: its own example, or the first template that uses it. */
export function exampleOf(node: AnyNode): { readonly use: string; readonly params: Readonly<Record<string, unknown>> } | undefined {
  if (node.example) return node.example;
  for (const { name, line, graph } of TEMPLATES) {
    const step = graph.nodes.find(({ type }) => type === node.type);
    if (step) return { use: `In the template “${name}”: ${line.charAt(0).toLowerCase()}${line.slice(1)}.`, params: changed(node, step.params) };
  }
  return undefined;
}

function changed({ schema }: AnyNode, params: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(params).filter(([name, value]) => JSON.stringify(schema.properties[name]?.default) !== JSON.stringify(value)));
}

function section(node: AnyNode): string {
  const ports = [`- Takes: ${portsIn(node.inputs)}`, `- Gives: ${portsIn(node.outputs)}`, `- Buys: ${node.buys.length === 0 ? "nothing" : node.buys.map((one) => bought(one, node)).join("; ")}`];
  return [`## ${node.title}`, `<a id="${anchorOf(node)}"></a>\`${node.type}\`, version ${node.version}. ${node.description}`, ports.join("\n"), settings(node), example(node)].filter(Boolean).join("\n\n");
}

function example(node: AnyNode): string {
  const found = exampleOf(node);
  if (!found) return "";
  const params = Object.keys(found.params).length > 0 ? `\n\n\`\`\`json\n${JSON.stringify(found.params, null, 2)}\n\`\`\`` : "";
  return `Example: ${found.use}${params}`;
}

/** A link's target that no title's own anchor takes. */
function anchorOf({ type }: AnyNode): string {
  return type.replace(".", "-");
}

function portsIn(ports: Readonly<Record<string, Port>>): string {
  const all = Object.entries(ports);
  if (all.length === 0) return "nothing";
  return all.map(([name, { label, type, optional, most, several }]) => `${label} (\`${name}\`, ${PORT_WORDS[type].name}${most === undefined ? "" : `, ${several ? "one by one, " : ""}at most ${amountOf(most)}`}${optional ? ", optional" : ""})`).join(", ");
}

function amountOf(most: Most): string {
  return typeof most === "number" ? String(most) : `as many as \`${most.setting}\` says`;
}

/** What one run of a step sends to the merchant's own provider. */
function bought({ ratio, references, mask, times }: Purchase, { inputs }: AnyNode): string {
  const along = [...references, ...(mask ? [mask] : [])].map((name) => inputs[name]?.label ?? name);
  return `${times ? `as many calls as \`${times}\` says` : "one call"} for ${ratio ? "an image" : "a text"}, with the merchant's own API key${along.length > 0 ? `; along go ${along.join(", ")}` : ""}`;
}

function settings({ schema }: AnyNode): string {
  const rows = Object.entries(schema.properties).map(([name, setting]) => `| ${cell(setting.title ?? name)} \`${name}\` | ${cell(allowed(setting))} | ${cell(shown(setting.default))} | ${cell([setting.description, conditionOf(setting, schema.properties)].filter(Boolean).join(" "))} |`);
  return rows.length === 0 ? "" : ["| Setting | Allowed | Default | |", "|---|---|---|---|", ...rows].join("\n");
}

function allowed({ type, enum: values, labels, minimum, maximum, minLength, maxLength, pattern, field }: SettingSchema): string {
  if (values) return values.map((value) => `\`${value}\`${labels?.[value] ? ` ${labels[value]}` : ""}`).join("; ");
  if (type === "boolean") return "`true`, `false`";
  if (type === "number" || type === "integer") return `${minimum ?? "any"} to ${maximum ?? "any"}${type === "integer" ? ", whole" : ""}`;
  if (type === "array") return "lines of text";
  if (field === "image-model" || field === "text-model") return "a model of the catalog";
  if (pattern?.includes("0-9a-f")) return "a colour, `#rrggbb`";
  return `text${minLength ? `, at least ${minLength}` : ""}${maxLength ? `, at most ${maxLength} characters` : ""}`;
}

function shown(value: unknown): string {
  return value === "" ? "empty" : `\`${Array.isArray(value) ? value.join("`, `") : String(value)}\``;
}

function conditionOf({ when }: SettingSchema, all: Readonly<Record<string, SettingSchema>>): string {
  return when ? `Only where “${all[when.field]?.title ?? when.field}” is ${when.is.map((value) => `\`${value}\``).join(" or ")}.` : "";
}

/** Text in a cell of a table. */
function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) fs.writeFileSync(NODE_DOCS, nodeDocs());
