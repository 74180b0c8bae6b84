import type { NodeProps } from "@xyflow/react";
import { memo, useState, type PointerEvent } from "react";
import { flushSync } from "react-dom";
import { nameOf } from "#app/core/skill/problem.ts";
import { callDollars } from "#app/ui/format.ts";
import { nodeIcon } from "#app/ui/graph-picture.tsx";
import { Icon } from "#app/ui/kit.tsx";
import { factOf } from "./card-fact.ts";
import { CardPorts } from "./card-ports.tsx";
import type { CardFacts } from "./derived.ts";
import type { StepNode } from "./flow-model.ts";
import { StateGlyph } from "./state-glyph.tsx";
import type { TestCell } from "./test-cells.ts";
import { footOf, stateOf } from "./test-words.ts";
import { StepResult } from "./step-result.tsx";
import { useEditor, useEditorState } from "./store.ts";

/** A step on the canvas. Its height never depends on zoom or state, so that nothing is measured again. */
export const StepCard = memo(function StepCard({ data: { step } }: NodeProps<StepNode>) {
  const editor = useEditor();
  const spec = editor.catalog.get(step.type);
  const facts = useEditorState((state) => state.derived.cards.get(step.id)) ?? NEW_CARD;
  const { live, ...pointed } = usePointedAt();
  const cell = useEditorState(({ test: { chosen } }) => (chosen[0] ? editor.testCells().get(chosen[0].id)?.get(step.id) : undefined));
  const marked = step.mode === "run" ? facts.state : step.mode;
  // What is wrong or does not run comes before what a test once made of it.
  const tested = cell && (marked === "fresh" || marked === "warning" || marked === "no-key") ? cell : null;
  const shown = tested ? stateOf(tested) : marked;
  const word = tested ? footOf(tested) : WORDS[marked];
  return (
    <div className={`cv-card cv-is-${shown}`} {...pointed}>
      <div className="cv-head"><Icon name={nodeIcon(step.type)} /><span className="cv-name">{nameOf(step, spec)}</span><StateGlyph state={shown} /></div>
      <div className="cv-sub">{spec ? factOf(step, spec, editor.models) : `Unknown kind: ${step.type}`}</div>
      <CardPorts step={step.id} spec={spec} connected={facts.connected.split(" ")} live={live} />
      {spec ? <StepResult spec={spec} cell={cell} /> : null}
      <div className="cv-foot"><span className="cv-word" title={word}>{word}</span>{tested?.step.cached ? <span className="cv-cached">Cached</span> : null}<span className="cv-cost">{tested ? testedCost(tested, facts) : facts.micros === 0 ? "free" : callDollars(facts.micros)}</span></div>
    </div>
  );
});

/** What a test paid: nothing for what it took from an earlier one. Until it is known, what the step costs. */
function testedCost({ step: { cached, costMicros, state } }: TestCell, { micros }: CardFacts): string {
  if (micros === 0) return "free";
  return cached ? "$0" : state === "running" || state === "queued" || state === "uncertain" ? `≤ ${callDollars(micros)}` : callDollars(costMicros);
}

/** A card that was not counted yet. */
const NEW_CARD: CardFacts = { state: "fresh", micros: 0, connected: "" };
const WORDS = { fresh: "Not run", error: "Needs attention", warning: "Check", "no-key": "No API key", idle: "Not reached", bypass: "Bypassed", stop: "Stopped" } as const;

/** Whether a wire can be drawn from a card: while the mouse is on it. A finger comes without notice, so that on a device with touch every card is ready. */
function usePointedAt(): { readonly live: boolean; readonly onPointerEnter: () => void; readonly onPointerLeave: (event: PointerEvent) => void } {
  const [live, setLive] = useState(hasTouch);
  return {
    live,
    // At once: the button may go down with the next event.
    onPointerEnter: () => flushSync(() => setLive(true)),
    onPointerLeave: ({ buttons }) => { if (buttons === 0 && !hasTouch()) setLive(false); },
  };
}

function hasTouch(): boolean {
  return typeof window !== "undefined" && window.matchMedia("(any-pointer: coarse)").matches;
}
