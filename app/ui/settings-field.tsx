import type { FieldView } from "#app/core/skill/fields.ts";
import { Checkbox, ColourField, Select, TextField } from "./kit.tsx";
import type { Suggestion } from "./mention-at.ts";
import { PromptField } from "./prompt-field.tsx";

/** What a field holds while it is edited: text as typed, or a switch. */
export type Draft = string | boolean;

/** A setting's value as the form holds it. */
export function draftOf({ kind, value }: Pick<FieldView, "kind" | "value">): Draft {
  if (kind === "toggle") return value === true;
  if (Array.isArray(value)) return value.join("\n");
  return value === null ? "" : String(value);
}

/** What the form holds, as the value that is stored. A number that is none is sent as typed, and refused beside its field. */
export function valueOf({ kind }: Pick<FieldView, "kind">, draft: Draft): string | number | boolean | string[] {
  if (typeof draft === "boolean") return draft;
  if (kind === "list") return draft.split("\n").map((line) => line.trim()).filter(Boolean);
  if (kind === "number") return draft.trim() !== "" && Number.isFinite(Number(draft)) ? Number(draft) : draft;
  return draft;
}

/** One setting, in the control that its kind asks for. */
export function SettingsField({ field, draft, error, disabled, latest, folders, assets, mentions, onChange }: {
  readonly field: FieldView;
  readonly draft: Draft;
  readonly error: string | undefined;
  readonly disabled: boolean;
  /** The newest version's number, for "Changed from version 3". */
  readonly latest: number | null;
  readonly folders: readonly string[];
  readonly assets: readonly { readonly id: string; readonly name: string }[];
  /** What a prompt of the step may mention. */
  readonly mentions: readonly Suggestion[];
  readonly onChange: (draft: Draft) => void;
}) {
  const { title, kind, options, min, max, step } = field;
  const changed = field.published !== null && latest !== null ? `Changed from version ${latest}: ${field.published}` : null;
  const help = [field.help, changed].filter(Boolean).join(" ") || undefined;
  const common = { label: title, help, error, disabled };
  const text = String(draft);
  switch (kind) {
    case "toggle": return <Checkbox {...common} checked={draft === true} onChange={onChange} />;
    case "choice": return <Select {...common} value={text} options={options} onChange={onChange} />;
    case "colour": return <ColourField {...common} value={text} onChange={onChange} />;
    case "number": return <TextField {...common} kind="number" value={text} onChange={onChange} min={min ?? undefined} max={max ?? undefined} step={step ?? undefined} />;
    case "folder": return <Select {...common} value={text} options={listed(folders.map((name) => ({ value: name, label: name })), text, text)} onChange={onChange} />;
    case "asset": return <Select {...common} value={text} options={[{ value: "", label: "None" }, ...listed(assets.map(({ id, name }) => ({ value: id, label: name })), text, "An image that was deleted")]} onChange={onChange} />;
    case "prompt": return <PromptField label={title} help={help} error={error} disabled={disabled} value={text} suggestions={mentions} onChange={onChange} />;
    case "list": case "long-text": return <TextField {...common} rows={4} value={text} onChange={onChange} />;
    case "text": return <TextField {...common} value={text} onChange={onChange} maxLength={max ?? undefined} />;
  }
}

/** The present value stays choosable where it is not in the list any more. */
function listed(options: readonly { readonly value: string; readonly label: string }[], value: string, label: string): readonly { readonly value: string; readonly label: string }[] {
  return value === "" || options.some((option) => option.value === value) ? options : [{ value, label }, ...options];
}
