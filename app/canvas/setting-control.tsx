import { useState } from "react";
import { decidesPrice } from "#app/core/skill/binding-problems.ts";
import type { NodeSpec } from "#app/core/node.ts";
import type { FieldView } from "#app/core/skill/fields.ts";
import type { SkillNode, ValueSource } from "#app/core/skill/graph.ts";
import { mentionables, valueSources } from "#app/core/skill/mentions.ts";
import { metafieldName } from "#app/core/metafield.ts";
import { whyUnreadable } from "#app/core/metafield-text.ts";
import { PRODUCT_FIELDS } from "#app/core/text-template.ts";
import { Select, TextField } from "#app/ui/kit.tsx";
import { SettingsField, draftOf, valueOf, type Draft } from "#app/ui/settings-field.tsx";
import { ModelField } from "./model-field.tsx";
import { PromptEditor } from "./prompt-editor.tsx";
import type { BuilderProblem } from "./derived.ts";
import { setBinding, setSetting } from "./edits/steps.ts";
import { useEditor, useEditorState, useGraph } from "./store.ts";

/** One setting with its source: fixed here, asked of the runner, a field of the product, or what another step gives. */
export function SettingControl({ step, spec, field, issues }: { readonly step: SkillNode; readonly spec: NodeSpec; readonly field: FieldView; readonly issues: readonly BuilderProblem[] }) {
  const binding = step.bindings[field.name];
  const error = issues.filter(({ severity }) => severity === "error").map(({ what, fix }) => `${what.split(": ").at(-1) ?? what} ${fix === "Change the setting." ? "" : fix}`.trim())[0];
  return (
    <div className="cv-setting" data-setting={field.name}>
      {field.kind === "asset" || field.kind === "folder" ? null : <SourceMenu step={step} spec={spec} field={field} />}
      {binding ? <BoundValue step={step} field={field} binding={binding} error={error} /> : <FixedValue step={step} field={field} error={error} issues={issues} />}
    </div>
  );
}

function FixedValue({ step, field, error, issues }: { readonly step: SkillNode; readonly field: FieldView; readonly error: string | undefined; readonly issues: readonly BuilderProblem[] }) {
  const editor = useEditor();
  const graph = useGraph();
  const { samples, metafields } = useEditorState(({ shop }) => shop);
  const [typed, setTyped] = useState<{ readonly draft: Draft; readonly value: FieldView["value"] } | null>(null);
  // What was typed is shown as it was typed, until the value changes from elsewhere (undo, another window).
  const draft = typed && same(typed.value, field.value) ? typed.draft : draftOf(field);
  const change = (next: Draft) => {
    const value = valueOf(field, next);
    setTyped({ draft: next, value });
    const after = { ...editor.get().history.present, graph: setSetting(editor.graph, step.id, field.name, value) };
    editor.type(`setting ${step.id} ${field.name}`, `Change ${field.title.toLowerCase()}`, after);
  };
  if (field.kind === "prompt") {
    const connected = graph.edges.some(({ to }) => to.node === step.id && to.port === field.name);
    return <PromptEditor label={field.title} help={field.help} value={String(draft)} connected={connected} suggestions={mentionables(step, graph, editor.catalog, metafields)} problems={issues} samples={samples} readOnly={!editor.mayEdit} onChange={change} onDone={() => editor.typed()} />;
  }
  if (field.name === "model") return <ModelField field={field} error={error} onChange={change} />;
  return (
    <div onBlur={() => editor.typed()}>
      <SettingsField field={field} draft={draft} error={error} disabled={!editor.mayEdit} latest={null} folders={editor.shelf.folders} assets={editor.shelf.assets} mentions={[]} onChange={change} />
    </div>
  );
}

const SOURCES = { fixed: "Fixed", runner: "Asked of the runner", product: "Product field", step: "From a step" } as const;
type SourceWord = keyof typeof SOURCES;

function SourceMenu({ step, spec, field }: { readonly step: SkillNode; readonly spec: NodeSpec; readonly field: FieldView }) {
  const editor = useEditor();
  const graph = useGraph();
  const sources = valueSources(step, graph, editor.catalog);
  const priced = decidesPrice(spec, field.name);
  const words: SourceWord[] = ["fixed", "runner", ...(priced ? [] : ["product" as const]), ...(priced || sources.length === 0 ? [] : ["step" as const])];
  const now: SourceWord = step.bindings[field.name]?.from ?? "fixed";
  const choose = (word: string) => {
    const [first] = sources;
    const made: Readonly<Record<string, ValueSource | null>> = {
      fixed: null, runner: { from: "runner", label: field.title, help: field.help.slice(0, 200) }, product: { from: "product", field: PRODUCT_FIELDS[0].name },
      ...(first ? { step: { from: "step", ...first.source } } : {}),
    };
    const source = made[word];
    if (source !== undefined) editor.do(`${field.title}: ${word === "fixed" ? "fixed" : SOURCES[now]}`, setBinding(editor.graph, step.id, field.name, source));
  };
  return (
    <select className="cv-source" aria-label={`Where ${field.title.toLowerCase()} comes from`} value={now} onChange={({ target }) => choose(target.value)}>
      {[...new Set([...words, now])].map((word) => <option key={word} value={word}>{SOURCES[word]}</option>)}
    </select>
  );
}

/** A setting whose value comes from elsewhere. Its fixed value stays, and is what the runner is suggested. */
function BoundValue({ step, field, binding, error }: { readonly step: SkillNode; readonly field: FieldView; readonly binding: ValueSource; readonly error: string | undefined }) {
  const editor = useEditor();
  const graph = useGraph();
  const metafields = useEditorState(({ shop }) => shop.metafields);
  const bind = (source: ValueSource) => editor.type(`binding ${step.id} ${field.name}`, `Change ${field.title.toLowerCase()}`, { ...editor.get().history.present, graph: setBinding(editor.graph, step.id, field.name, source) });
  if (binding.from === "runner") {
    return (
      <div onBlur={() => editor.typed()} className="cv-bound">
        <TextField label={`${field.title}: question`} value={binding.label} error={error ?? (binding.label.trim() === "" ? "Write what the runner is asked" : undefined)} maxLength={60} onChange={(label) => bind({ ...binding, label })} />
        <TextField label="Help for the runner" value={binding.help} maxLength={200} onChange={(help) => bind({ ...binding, help })} />
        <p className="cv-quiet">{`Suggested: ${draftOf(field) === "" ? "nothing" : String(draftOf(field))}`}</p>
      </div>
    );
  }
  if (binding.from === "product") {
    const fields = [...PRODUCT_FIELDS, ...metafields.filter(({ type }) => whyUnreadable(type) === null).map((one) => ({ name: metafieldName(one), label: one.name }))];
    return <Select label={field.title} error={error} value={binding.field} options={listed(fields.map(({ name, label }) => ({ value: name, label: `${label} (${name})` })), binding.field)} onChange={(name) => bind({ from: "product", field: name })} />;
  }
  const sources = valueSources(step, graph, editor.catalog);
  const nameOf = (source: { readonly node: string; readonly port: string; readonly field: string | null }) => [source.node, source.port, source.field ?? ""].join(" ");
  return <Select label={field.title} error={error} value={nameOf(binding)} options={listed(sources.map(({ label, source }) => ({ value: nameOf(source), label })), nameOf(binding))} onChange={(name) => { const found = sources.find(({ source }) => nameOf(source) === name); if (found) bind({ from: "step", ...found.source }); }} />;
}

/** What is set stays choosable where it is not there any more. */
function listed(options: readonly { readonly value: string; readonly label: string }[], value: string): readonly { readonly value: string; readonly label: string }[] {
  return options.some((option) => option.value === value) ? options : [{ value, label: "Not there any more" }, ...options];
}

function same(a: unknown, b: unknown): boolean {
  return JSON.stringify(a) === JSON.stringify(b);
}
