import { z } from "zod";
import type { Model } from "../model.ts";
import type { SettingSchema, SettingsSchema } from "../settings.ts";

/** A field of a node's settings, made from its schema. */
export interface FieldView {
  readonly name: string;
  readonly title: string;
  readonly help: string;
  readonly kind: "text" | "long-text" | "prompt" | "number" | "colour" | "choice" | "toggle" | "asset" | "folder" | "list";
  /** For choice: value and label. */
  readonly options: readonly { readonly value: string; readonly label: string }[];
  readonly min: number | null;
  readonly max: number | null;
  readonly step: number | null;
  readonly value: string | number | boolean | readonly string[] | null;
  /** The field means something only while another one of the node has one of these values; null for always. */
  readonly when: { readonly field: string; readonly is: readonly string[] } | null;
  /** The value in the newest published version where it differs, in words; else null. */
  readonly published: string | null;
}

/**
 * The fields of a node's settings, in the order of its schema. `published` holds the settings of the
 * newest version; a field that differs from it says so. `models` are those that a field of models offers.
 */
export function fieldsOf({ properties }: SettingsSchema, params: Record<string, unknown>, published: Record<string, unknown> | undefined, models: readonly Model[] = []): FieldView[] {
  return Object.entries(properties).map(([name, property]) => {
    const value = fieldValue(params[name] ?? property.default);
    const former = published ? fieldValue(published[name] ?? property.default) : value;
    const options = optionsOf(property, value, models);
    return {
      name, title: property.title ?? name, help: property.description ?? "", kind: kindOf(property), options, value,
      min: property.minimum ?? null, max: property.maximum ?? property.maxLength ?? null,
      step: property.type === "integer" ? 1 : property.type === "number" ? 0.01 : null, when: property.when ?? null,
      published: JSON.stringify(former) === JSON.stringify(value) ? null : options.find((option) => option.value === former)?.label ?? String(former ?? "none"),
    };
  });
}

/** The choices of a field. A model that is switched off is no choice any more, but stays shown where it is set. */
function optionsOf({ field, enum: values = [], labels }: SettingSchema, value: FieldView["value"], models: readonly Model[]): FieldView["options"] {
  if (field !== "image-model" && field !== "text-model") return values.map((option) => ({ value: option, label: labels?.[option] ?? option }));
  const capability = field === "image-model" ? "image" : "text";
  return models.filter((model) => model.capability === capability && (model.status !== "ended" || model.id === value)).map(({ id, title, status }) => ({ value: id, label: status === "active" ? title : `${title}, ending` }));
}

function kindOf(property: SettingSchema): FieldView["kind"] {
  if (property.field === "image-model" || property.field === "text-model") return "choice";
  if (property.field) return property.field;
  if (property.enum) return "choice";
  if (property.type === "boolean") return "toggle";
  if (property.type === "array") return "list";
  if (property.type === "number" || property.type === "integer") return "number";
  return property.pattern?.includes("0-9a-f") ? "colour" : "text";
}

function fieldValue(value: unknown): FieldView["value"] {
  if (typeof value === "string" || typeof value === "number" || typeof value === "boolean") return value;
  const list = z.array(z.string()).safeParse(value);
  return list.success ? list.data : null;
}
