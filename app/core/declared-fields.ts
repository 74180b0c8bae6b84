import { z } from "zod";
import { AppError } from "./errors.ts";

const TYPES = { text: z.string(), list: z.array(z.string()), number: z.number(), "yes or no": z.boolean() } as const;
type Declared = { readonly name: string; readonly schema: (typeof TYPES)[keyof typeof TYPES] };

const LINE = /^([a-z][a-z0-9_]{0,29})(?: *: *(text|list|number|yes or no))?$/;

/** The fields of a structured answer as an author writes them: one a line, a name and a simple type ("materials: list"). */
export const FieldLines = z.array(z.string().regex(LINE, "Write a name and its type: text, list, number or yes or no. For example materials: list"))
  .min(1, "Write at least one field").max(12, "At most 12 fields")
  .refine((lines) => new Set(lines.map(nameOf)).size === lines.length, "Two fields have the same name");

/** The names of the declared fields. */
export function fieldNames(lines: readonly string[]): string[] {
  return lines.map(nameOf);
}

/** The JSON Schema that a provider is asked to keep to: every field, and no other (what strict answers need). */
export function schemaOf(lines: readonly string[]): Readonly<Record<string, unknown>> {
  const { type, properties, required, additionalProperties } = z.toJSONSchema(answerOf(lines));
  return { type, properties, required, additionalProperties };
}

/** Reads an answer by the same declaration, each value as text. Throws answer_corrupt where it has another form. */
export function readFields(lines: readonly string[], answer: string): Record<string, string> {
  const parsed = answerOf(lines).safeParse(jsonIn(answer));
  if (!parsed.success) throw new AppError("answer_corrupt", "an answer of another form", { say: "The model did not answer with the fields that were asked for. The call was charged." });
  return Object.fromEntries(Object.entries(parsed.data).map(([name, value]) => [name, asText(value)]));
}

function answerOf(lines: readonly string[]) {
  return z.strictObject(Object.fromEntries(lines.map(declared).map(({ name, schema }) => [name, schema])));
}

function declared(line: string): Declared {
  const [, , type] = LINE.exec(line) ?? [];
  const known = z.enum(["text", "list", "number", "yes or no"]).catch("text").parse(type);
  return { name: nameOf(line), schema: TYPES[known] };
}

function nameOf(line: string): string {
  return LINE.exec(line)?.[1] ?? line;
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}

function asText(value: string | string[] | number | boolean): string {
  if (typeof value === "boolean") return value ? "yes" : "no";
  return Array.isArray(value) ? value.join(", ") : String(value);
}
