import { useEffect, useRef } from "react";
import { applies } from "#app/core/skill/applies.ts";
import { fieldsOf } from "#app/core/skill/fields.ts";
import type { SkillNode } from "#app/core/skill/graph.ts";
import { nameOf } from "#app/core/skill/problem.ts";
import { callDollars } from "#app/ui/format.ts";
import { nodeIcon } from "#app/ui/graph-picture.tsx";
import { Button, Icon } from "#app/ui/kit.tsx";
import { disconnectChosen, duplicateChosen, removeChosen, switchMode } from "./actions.ts";
import { renameStep } from "./edits/steps.ts";
import { SettingControl } from "./setting-control.tsx";
import { SkillSummary } from "./skill-summary.tsx";
import { useEditor, useEditorState, useGraph } from "./store.ts";
import { SeveralChosen } from "./several-chosen.tsx";
import { StepPorts } from "./step-ports.tsx";
import { TestStep } from "./test-step.tsx";

/** What is chosen: one step with its settings, several with what can be done to all, or the skill as a whole. */
export function Inspector() {
  const graph = useGraph();
  const selected = useEditorState((state) => state.selected);
  const steps = graph.nodes.filter(({ id }) => selected.has(id));
  const [only] = steps;
  if (steps.length === 1 && only && selected.size === 1) return <StepPanel key={only.id} step={only} />;
  return selected.size > 1 ? <SeveralChosen count={selected.size} steps={steps.length} /> : <SkillSummary />;
}

function StepPanel({ step }: { readonly step: SkillNode }) {
  const editor = useEditor();
  const graph = useGraph();
  const spec = editor.catalog.get(step.type);
  const micros = useEditorState((state) => state.derived.cards.get(step.id)?.micros ?? 0);
  const problems = useEditorState((state) => state.derived.problems);
  const wanted = useEditorState((state) => state.focusField);
  const panel = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (wanted === null) return;
    const field = panel.current?.querySelector<HTMLElement>(`[data-setting="${CSS.escape(wanted)}"]`);
    const control = field?.querySelector<HTMLElement>("input, textarea, select:not(.cv-source)") ?? field;
    field?.scrollIntoView({ block: "nearest" });
    control?.focus();
    editor.set({ focusField: null });
  }, [wanted, editor]);
  const own = problems.filter(({ node }) => node === step.id);
  const fields = spec ? fieldsOf(spec.schema, step.params, undefined, editor.models.all()) : [];
  const shown = fields.filter(({ when }) => applies(when, fields, ({ value }) => value));
  const place = graph.nodes.indexOf(step) + 1;
  return (
    <div className="cv-panel-body" ref={panel}>
      <header className="cv-panel-head">
        <h2 className="pc-hidden">{nameOf(step, spec)}</h2>
        <Icon name={nodeIcon(step.type)} />
        <input
          className="cv-title-input" aria-label="Name of the step" value={step.name ?? spec?.title ?? step.type} maxLength={60} readOnly={!editor.mayEdit} onBlur={() => editor.typed()}
          onChange={({ target }) => editor.type(`name ${step.id}`, "Rename", { ...editor.get().history.present, graph: renameStep(editor.graph, editor.catalog, step.id, target.value) })}
        />
        <p className="cv-quiet">{`Step ${place} of ${graph.nodes.length} · ${micros === 0 ? "free" : `${callDollars(micros)} a product`}`}</p>
      </header>
      {spec ? <p className="cv-about">{spec.description}</p> : <p className="cv-problem">This kind of step is not known here. It is kept as it is; remove it or update Piccaso.</p>}
      {own.filter(({ field }) => field === undefined || !shown.some(({ name }) => field.split(".")[0] === name)).map(({ what, fix, severity }) => <p key={what} className={severity === "error" ? "cv-problem" : "cv-warning"}>{what} {fix}</p>)}
      <fieldset className="cv-settings" disabled={!editor.mayEdit}>
        <legend className="pc-hidden">{`Settings of ${nameOf(step, spec)}`}</legend>
        {spec ? shown.map((field) => <SettingControl key={field.name} step={step} spec={spec} field={field} issues={own.filter(({ field: at }) => at?.split(".")[0] === field.name)} />) : null}
      </fieldset>
      {spec ? <StepPorts step={step} spec={spec} /> : null}
      <TestStep step={step} />
      {editor.mayEdit ? (
        <div className="cv-panel-actions">
          <Button onAction={() => switchMode(editor, "bypass")}>{step.mode === "bypass" ? "Do not bypass" : "Bypass"}</Button>
          <Button onAction={() => switchMode(editor, "stop")}>{step.mode === "stop" ? "Let it run" : "Stop here"}</Button>
          <Button onAction={() => duplicateChosen(editor)}>Duplicate</Button>
          <Button onAction={() => disconnectChosen(editor)}>Disconnect</Button>
          <Button tone="critical" onAction={() => removeChosen(editor)}>Remove</Button>
        </div>
      ) : null}
    </div>
  );
}
