import { canonical } from "../canonical.ts";
import type { ModelCatalog } from "../model.ts";
import { own } from "../own.ts";
import type { SettingSchema } from "../settings.ts";
import { nameOf } from "./problem.ts";
import type { SkillGraph, SkillNode, ValueSource } from "./graph.ts";
import type { NodeCatalog } from "./node-catalog.ts";

/** A value as a person reads it: yes or no, a list with commas, "none" where there is nothing. */
export function valueWords(value: unknown): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  if (Array.isArray(value) && value.every((one) => typeof one === "string")) return value.length > 0 ? value.join(", ") : "none";
  if (value === undefined || value === null || value === "") return "none";
  return typeof value === "string" || typeof value === "number" ? String(value) : canonical(value);
}

/** What a setting holds: a choice and a model by their titles, anything else as it is. */
export function settingWords(setting: SettingSchema | undefined, value: unknown, models: Pick<ModelCatalog, "get">): string {
  if (typeof value === "string" && (setting?.field === "image-model" || setting?.field === "text-model")) return models.get(value)?.title ?? value;
  return (typeof value === "string" ? own(setting?.labels, value) : undefined) ?? valueWords(value);
}

/** Where a setting takes its value from, where it is not fixed. */
export function sourceWords(source: ValueSource, graph: Pick<SkillGraph, "nodes">, nodes: NodeCatalog): string {
  if (source.from === "runner") return `asked of the runner, “${source.label}”${source.help ? ` (${source.help})` : ""}`;
  if (source.from === "product") return `of the product, ${source.field}`;
  const step = graph.nodes.find(({ id }) => id === source.node);
  return `from ${step ? endWords(step, "outputs", source.port, nodes) : source.node}${source.field === null ? "" : `, ${source.field}`}`;
}

/** A port of a step in words: "Product › Photo". */
export function endWords(node: Pick<SkillNode, "name" | "type">, side: "inputs" | "outputs", port: string, nodes: NodeCatalog): string {
  const definition = nodes.get(node.type);
  return `${nameOf(node, definition)} › ${own(definition?.[side], port)?.label ?? port}`;
}
