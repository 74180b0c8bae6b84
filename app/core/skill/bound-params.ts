import { AppError } from "../errors.ts";
import type { Answer, CheckedNode } from "../node.ts";
import type { Json } from "../port-types.ts";
import type { Product } from "../product.ts";
import { settingOf, type SettingSchema } from "../settings.ts";
import { productValues } from "../text-template.ts";
import type { SkillGraph, SkillNode } from "./graph.ts";
import type { NodeCatalog } from "./node-catalog.ts";

/** A graph in which what the runner is asked for settings is fixed to the answers, so that it can be quoted and planned. Keys of answers are step.setting. */
export function answeredGraph(graph: SkillGraph, catalog: NodeCatalog, answers: Readonly<Record<string, Answer>>): SkillGraph {
  if (graph.nodes.every(({ bindings }) => Object.keys(bindings).length === 0)) return graph;
  return { ...graph, nodes: graph.nodes.map((node) => answeredNode(node, catalog.get(node.type), answers)) };
}

function answeredNode(node: SkillNode, definition: CheckedNode | undefined, answers: Readonly<Record<string, Answer>>): SkillNode {
  const asked = Object.entries(node.bindings).filter(([, { from }]) => from === "runner").map(([name]) => name);
  if (!definition || asked.length === 0) return node;
  const params = { ...node.params };
  for (const name of asked) {
    const answer = answers[`${node.id}.${name}`];
    if (answer?.kind === "text") params[name] = readAs(definition.schema.properties[name], answer.text);
  }
  return { ...node, params, bindings: Object.fromEntries(Object.entries(node.bindings).filter(([name]) => !asked.includes(name))) };
}

/** The settings of a step as it runs: bound ones are read from the product or from other steps. Throws invalid_input where a value does not fit its setting. */
export function boundParams(node: SkillNode, definition: CheckedNode, values: { readonly product: Product; readonly steps: Readonly<Record<string, string>> }): SkillNode["params"] {
  const bound = Object.entries(node.bindings).filter(([, { from }]) => from !== "runner");
  if (bound.length === 0) return node.params;
  const fields = productValues(values.product, 1);
  const params: SkillNode["params"] = { ...node.params };
  for (const [name, source] of bound) params[name] = readAs(definition.schema.properties[name], (source.from === "product" ? fields[source.field] : values.steps[name]) ?? "");
  const [issue] = definition.check(params);
  if (issue) {
    const name = issue.path.split(".")[0] ?? "";
    const title = definition.schema.properties[name]?.title ?? name;
    throw new AppError("invalid_input", "a bound value does not fit", { field: name, say: `“${title}” got “${String(settingOf(definition.schema, params, name)).slice(0, 80)}”. ${issue.message}.` });
  }
  return params;
}

/** Text as the type of a setting; what cannot be read stays text and is refused by the check. */
export function readAs(setting: SettingSchema | undefined, text: string): Mutable<Json> {
  const trimmed = text.trim();
  if (setting?.type === "number" || setting?.type === "integer") return trimmed !== "" && Number.isFinite(Number(trimmed)) ? Number(trimmed) : text;
  if (setting?.type === "boolean") return /^(yes|true|1)$/i.test(trimmed) ? true : /^(no|false|0|)$/i.test(trimmed) ? false : text;
  if (setting?.type === "array") return text.split("\n").map((line) => line.trim()).filter(Boolean);
  return text;
}

type Mutable<T> = Extract<T, string | number | boolean | null> | string[];
