import { useDeferredValue, useMemo } from "react";
import type { SkillNode } from "#app/core/skill/graph.ts";
import { atMost } from "#app/ui/format.ts";
import { keyWords } from "./dialogs.tsx";
import { COMMANDS } from "./commands.ts";
import { useEditor, useEditorState, useGraph } from "./store.ts";
import { planTest, type TestPlan } from "./test-plan.ts";
import { runningTest } from "./test-view.ts";

const WAYS = [{ kind: "to", id: "test-to", label: "Test to here" }, { kind: "only", id: "test-only", label: "Test only this step" }] as const;

/** Tests up to a step, or the step alone, with what that costs at most and its key. */
export function TestStep({ step }: { readonly step: SkillNode }) {
  const editor = useEditor();
  // While somebody types the letter is drawn first, and the price follows.
  const graph = useDeferredValue(useGraph());
  const products = useEditorState((state) => state.test.chosen);
  const tests = useEditorState((state) => state.test.tests);
  const busy = useEditorState(({ test }) => test.starting || runningTest(test) !== null);
  const plans = useMemo(() => WAYS.map(({ kind }) => planTest({ graph, kind, selected: new Set([step.id]), products, cells: editor.testCells() }, editor)), [editor, graph, products, step.id, tests]); // eslint-disable-line react-hooks/exhaustive-deps
  return (
    <div className="cv-panel-actions" role="group" aria-label="Test">
      {WAYS.map(({ kind, id, label }, at) => (
        <button key={kind} type="button" className="cv-fix" disabled={busy} aria-keyshortcuts={keysOf(id).replace("Mod", "Control")} onClick={() => void editor.tester?.start(kind)}>
          {label}{maximumOf(plans[at])} <kbd>{keyWords(keysOf(id))}</kbd>
        </button>
      ))}
    </div>
  );
}

function keysOf(command: string): string {
  return COMMANDS.find(({ id }) => id === command)?.keys[0] ?? "";
}

/** Nothing where it cannot start: pressed, it says why. */
function maximumOf(plan: TestPlan | undefined): string {
  if (!plan || "blocked" in plan) return "";
  return plan.maximumMicros === 0 ? ", free" : ` ≤ ${atMost(plan.maximumMicros)}`;
}
