import { z } from "zod";
import type { Seen } from "./look.ts";

export interface Material {
  readonly text: string;
  readonly words: readonly string[];
  readonly seen: Seen | undefined;
  /** Whether to judge badly. */
  readonly bad: boolean;
  random(): number;
}

/** The parts of JSON Schema that structured answers use; Google writes the types in capitals. */
const Schema = z.looseObject({
  type: z.union([z.string(), z.array(z.string())]).optional(), $ref: z.string().optional(), const: z.unknown().optional(), enum: z.array(z.unknown()).optional(), properties: z.record(z.string(), z.unknown()).optional(), items: z.unknown().optional(),
  anyOf: z.array(z.unknown()).optional(), oneOf: z.array(z.unknown()).optional(), allOf: z.array(z.unknown()).optional(), minItems: z.coerce.number().optional(), maxItems: z.coerce.number().optional(), minLength: z.coerce.number().optional(), maxLength: z.coerce.number().optional(),
  minimum: z.number().optional(), maximum: z.number().optional(), exclusiveMinimum: z.number().optional(), exclusiveMaximum: z.number().optional(),
});
type Schema = z.output<typeof Schema>;
const DEEPEST = 12;

/** A value that is valid for a JSON Schema, made from what was asked. */
export function fill(schema: unknown, material: Material, name = "", root: unknown = schema, depth = 0): unknown {
  const parsed = Schema.safeParse(schema);
  if (!parsed.success || depth > DEEPEST) return null;
  const node = parsed.data;
  const within = (next: unknown, called = name) => fill(next, material, called, root, depth + 1);
  if (node.$ref) return within(resolve(root, node.$ref));
  if (node.const !== undefined) return node.const;
  if (node.enum?.length) return chosen(node.enum, material);
  const options = (node.anyOf ?? node.oneOf)?.filter((option) => typeOf(option) !== "null");
  if (options?.length) return within(options[0]);
  if (node.allOf?.length) return within(Object.assign({}, ...node.allOf));
  switch (typeOf(node)) {
    case "object": return Object.fromEntries(Object.entries(node.properties ?? {}).map(([key, one]) => [key, within(one, key)]));
    case "array": return Array.from({ length: Math.min(node.maxItems ?? 3, Math.max(node.minItems ?? 0, 3)) }, (_unused, index) => within(node.items ?? { type: "string" }, `${name} ${index}`));
    case "boolean": return !material.bad;
    case "integer": case "number": return numberIn(node, material);
    case "null": return null;
    default: return lengthened(stringFor(name, material), node);
  }
}

function typeOf(schema: unknown): string {
  const { type, properties, items } = Schema.safeParse(schema).data ?? {};
  const named = Array.isArray(type) ? type.find((one) => one !== "null") : type;
  return named?.toLowerCase() ?? (properties ? "object" : items ? "array" : "string");
}

/** An address within the schema, such as #/$defs/Verdict. */
function resolve(root: unknown, ref: string): unknown {
  return ref.split("/").slice(1).reduce<unknown>((at, step) => z.record(z.string(), z.unknown()).safeParse(at).data?.[step.replaceAll("~1", "/").replaceAll("~0", "~")], root);
}

/** The option that the prompt or the picture speaks of, or any. */
function chosen(options: readonly unknown[], { words, seen, bad, random }: Material): unknown {
  const spoken = options.find((option) => typeof option === "string" && (words.includes(option.toLowerCase()) || option.toLowerCase() === seen?.colour));
  return bad ? options.at(-1) : spoken ?? options[Math.floor(random() * options.length)];
}

function numberIn(node: Schema, { bad, random }: Material): number {
  const whole = typeOf(node) === "integer";
  const low = node.minimum ?? (node.exclusiveMinimum !== undefined ? node.exclusiveMinimum + (whole ? 1 : 0.01) : 0);
  const high = node.maximum ?? (node.exclusiveMaximum !== undefined ? node.exclusiveMaximum - (whole ? 1 : 0.01) : Math.max(low, whole ? 10 : 1));
  const value = bad ? low : high - random() * 0.2 * (high - low);
  return whole ? Math.round(value) : Math.round(value * 100) / 100;
}

function stringFor(name: string, { text, words, seen }: Material): string {
  const [field = "", index = "0"] = name.toLowerCase().split(" ");
  const start = Number(index) * 3;
  if (field.includes("hex")) return seen?.hex ?? "#888888";
  if (/colou?r/.test(field)) return seen?.colour ?? "natural";
  if (/tag|keyword|word/.test(field)) return words[Number(index)] ?? "product";
  if (/title|name|headline/.test(field)) return capital([seen?.colour ?? "", ...words.slice(start, start + 4)].join(" ").trim() || "product");
  if (field.includes("alt")) return `${capital(seen?.colour ?? "a")} product${words.length ? `, ${words.slice(0, 6).join(" ")}` : ""}`;
  return index === "0" ? text : capital(words.slice(start, start + 4).join(" ")) || text;
}

function capital(text: string): string {
  return text.charAt(0).toUpperCase() + text.slice(1);
}

function lengthened(text: string, { minLength = 0, maxLength = 4_000 }: Schema): string {
  return text.slice(0, maxLength).padEnd(minLength, " and so on");
}
