import { z } from "zod";

/** How a field of settings is edited, where its type does not say it. */
export const FieldKind = z.enum(["text", "long-text", "prompt", "colour", "asset", "folder", "list", "image-model", "text-model"]);

/** One setting in the JSON Schema that zod writes, with our own marks: labels of choices, the kind of field, and when it means something. */
export const SettingSchema = z.looseObject({
  type: z.string().optional(), title: z.string().optional(), description: z.string().optional(), default: z.json().optional(),
  enum: z.array(z.string()).optional(), pattern: z.string().optional(), minimum: z.number().optional(), maximum: z.number().optional(),
  minLength: z.number().optional(), maxLength: z.number().optional(), labels: z.record(z.string(), z.string()).optional(),
  field: FieldKind.optional(),
  when: z.object({ field: z.string(), is: z.array(z.string()) }).optional(),
  /** What to read where a value does not fit, if the general words say too little. */
  wrong: z.string().optional(),
});
export type SettingSchema = z.output<typeof SettingSchema>;

/** The JSON Schema of a node's settings, in the order in which they are shown. */
export const SettingsSchema = z.looseObject({ properties: z.record(z.string(), SettingSchema) });
export type SettingsSchema = z.output<typeof SettingsSchema>;

/** A setting that does not fit. `path` begins with its name; it is empty where the settings as a whole are wrong. */
export interface SettingIssue {
  readonly path: string;
  readonly message: string;
}

type Checked = { readonly success: true } | { readonly success: false; readonly error: z.ZodError };

/** What a check found, in the same plain words on both sides of the wire. */
export function issuesOf(checked: Checked, schema: SettingsSchema): SettingIssue[] {
  if (checked.success) return [];
  return checked.error.issues.map((issue) => ({ path: issue.path.join("."), message: inWords(issue, schema.properties[String(issue.path[0] ?? "")]) }));
}

/** Checks settings by their JSON Schema alone, as the canvas does. */
export function checkerOf(schema: SettingsSchema): (params: unknown) => readonly SettingIssue[] {
  const parser = z.fromJSONSchema(z.record(z.string(), z.any()).parse(schema));
  return (params) => issuesOf(parser.safeParse(params), schema);
}

/** What a setting holds: what was set, or the default of its schema. */
export function settingOf(schema: SettingsSchema, params: Readonly<Record<string, unknown>>, name: string): unknown {
  return params[name] ?? schema.properties[name]?.default;
}

/** The names of the settings that are prompts. */
export function promptsOf(schema: SettingsSchema): string[] {
  return Object.entries(schema.properties).flatMap(([name, { field }]) => (field === "prompt" ? [name] : []));
}

function inWords(issue: z.core.$ZodIssue, setting: SettingSchema | undefined): string {
  if (setting?.wrong && (issue.code === "invalid_format" || issue.code === "custom")) return setting.wrong;
  switch (issue.code) {
    case "invalid_type": return issue.expected === "number" || issue.expected === "int" ? "Write a number" : "This is another kind of value";
    case "too_small": return tooSmall(issue);
    case "too_big": return `At most ${Number(issue.maximum)}${UNITS[issue.origin] ?? ""}`;
    case "invalid_value": return "Choose one of the list";
    case "invalid_format": return setting?.pattern?.includes("0-9a-f") ? "Write a colour as # and six digits, for example #ffffff" : "This is not written as it should be";
    case "unrecognized_keys": return `There is no setting “${issue.keys.join("”, “")}”`;
    case "custom": case "invalid_element": case "invalid_key": case "invalid_union": case "not_multiple_of": return issue.message;
  }
}

const UNITS: Readonly<Record<string, string>> = { string: " characters", array: " lines" };

function tooSmall({ origin, minimum }: { readonly origin: string; readonly minimum: number | bigint }): string {
  if (Number(minimum) === 1 && origin === "string") return "Write something here";
  if (Number(minimum) === 1 && origin === "array") return "Write at least one line";
  return `At least ${Number(minimum)}${UNITS[origin] ?? ""}`;
}
