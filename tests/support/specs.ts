import fs from "node:fs";
import path from "node:path";
import { Ajv2020, type ValidateFunction } from "ajv/dist/2020.js";
import { z } from "zod";

/** Where the providers' official schemas lie, beside the clone. They are no part of it. */
const FOLDER = path.resolve(import.meta.dirname, "../../../shared/schemas/providers");

const Document = z.object({ components: z.object({ schemas: z.record(z.string(), z.unknown()) }) });

/** Checks values against one schema of an OpenAPI document; gives what is wrong. */
export function specOf(file: "openai.openapi.json" | "bfl.assembled.openapi.json"): (schema: string, value: unknown) => readonly string[] {
  const document = Document.parse(JSON.parse(fs.readFileSync(path.join(FOLDER, file), "utf8")));
  const ajv = new Ajv2020({ strict: false, validateFormats: false, allErrors: true });
  ajv.addSchema({ $id: "spec", ...document });
  const compiled = new Map<string, ValidateFunction>();
  return (schema, value) => {
    const check = compiled.get(schema) ?? ajv.compile({ $ref: `spec#/components/schemas/${schema}` });
    compiled.set(schema, check);
    return check(value) ? [] : (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ""}`);
  };
}

const Proto: z.ZodType<{ fields?: Record<string, unknown> | undefined; values?: Record<string, unknown> | undefined; nested?: Record<string, unknown> | undefined }> = z.object({ fields: z.record(z.string(), z.unknown()).optional(), values: z.record(z.string(), z.unknown()).optional(), nested: z.record(z.string(), z.unknown()).optional() });
const Field = z.object({ type: z.string(), rule: z.string().optional() });
const SCALARS: Readonly<Record<string, string>> = { string: "string", bytes: "string", int32: "number", float: "number", double: "number", bool: "boolean" };

/** Checks JSON against a message of Google's: names of fields, their kinds, whether they repeat, and values of enums. */
export function protoOf(): (message: string, value: unknown) => readonly string[] {
  let root: unknown = JSON.parse(fs.readFileSync(path.join(FOLDER, "gemini-protos/protos.json"), "utf8"));
  for (const step of ["google", "ai", "generativelanguage", "v1beta"]) root = Proto.parse(root).nested?.[step];
  const find = (type: string, from: readonly string[]): { found: z.output<typeof Proto>; scope: readonly string[] } | undefined => {
    for (let depth = from.length; depth >= 0; depth -= 1) {
      let at: unknown = root;
      const scope = [...from.slice(0, depth), ...type.split(".")];
      for (const step of scope) at = Proto.safeParse(at).data?.nested?.[step];
      if (at !== undefined) return { found: Proto.parse(at), scope };
    }
    return undefined;
  };
  const check = (type: string, from: readonly string[], value: unknown, at: string): string[] => {
    const scalar = SCALARS[type];
    if (scalar) return typeof value === scalar ? [] : [`${at} is no ${type}`];
    const known = find(type, from);
    if (!known) return [`${at}: no message ${type}`];
    if (known.found.values) return typeof value === "string" && value in known.found.values ? [] : [`${at}: ${String(value)} is no ${type}`];
    const object = z.record(z.string(), z.unknown()).safeParse(value);
    if (!object.success) return [`${at} is no ${type}`];
    return Object.entries(object.data).flatMap(([name, one]) => {
      const field = Field.safeParse(known.found.fields?.[name]);
      if (!field.success) return [`${at}.${name} is no field of ${type}`];
      if (field.data.rule !== "repeated") return check(field.data.type, known.scope, one, `${at}.${name}`);
      return Array.isArray(one) ? one.flatMap((each, index) => check(field.data.type, known.scope, each, `${at}.${name}[${index}]`)) : [`${at}.${name} does not repeat`];
    });
  };
  return (message, value) => check(message, [], value, message);
}
