import { Handle, Position, type NodeProps } from "@xyflow/react";
import { memo } from "react";
import { typeFits, PORT_WORDS, type PortType } from "#app/core/port-types.ts";
import type { CheckedNode, Port } from "#app/core/node.ts";
import { nameOf } from "#app/core/skill/problem.ts";
import { callDollars } from "#app/ui/format.ts";
import { nodeIcon } from "#app/ui/graph-picture.tsx";
import { Icon } from "#app/ui/kit.tsx";
import { factOf } from "./card-fact.ts";
import type { CardFacts } from "./derived.ts";
import type { StepNode } from "./flow-model.ts";
import { PortGlyph } from "./port-glyph.tsx";
import { StateGlyph } from "./state-glyph.tsx";
import type { TestCell } from "./test-cells.ts";
import { footOf, stateOf } from "./test-words.ts";
import { StepResult } from "./step-result.tsx";
import { useEditor, useEditorState } from "./store.ts";

/** Distance of the ports of a card, in pixels. The first of every card is at the same height, so that a straight chain has straight wires. */
const PORT_STEP = 20;

const TYPES = Object.keys(PORT_WORDS).filter((word): word is PortType => word in PORT_WORDS);
/** What an input takes and what an output feeds, as words for the style sheet, which dims what does not fit a wire. */
const TAKES = new Map(TYPES.map((to) => [to, TYPES.filter((from) => typeFits(from, to)).join(" ")]));
const FEEDS = new Map(TYPES.map((from) => [from, TYPES.filter((to) => typeFits(from, to)).join(" ")]));

/** A step on the canvas. Its height never depends on zoom or state, so that nothing is measured again. */
export const StepCard = memo(function StepCard({ data: { step } }: NodeProps<StepNode>) {
  const editor = useEditor();
  const spec = editor.catalog.get(step.type);
  const facts = useEditorState((state) => state.derived.cards.get(step.id)) ?? NEW_CARD;
  const rows = Math.max(Object.keys(spec?.inputs ?? {}).length, Object.keys(spec?.outputs ?? {}).length);
  const cell = useEditorState(({ test: { chosen } }) => (chosen[0] ? editor.testCells().get(chosen[0].id)?.get(step.id) : undefined));
  const marked = step.mode === "run" ? facts.state : step.mode;
  // What is wrong or does not run comes before what a test once made of it.
  const tested = cell && (marked === "fresh" || marked === "warning" || marked === "no-key") ? cell : null;
  const shown = tested ? stateOf(tested) : marked;
  const word = tested ? footOf(tested) : WORDS[marked];
  return (
    <div className={`cv-card cv-is-${shown}`}>
      <div className="cv-head"><Icon name={nodeIcon(step.type)} /><span className="cv-name">{nameOf(step, spec)}</span><StateGlyph state={shown} /></div>
      <div className="cv-sub">{spec ? factOf(step, spec, editor.models) : `Unknown kind: ${step.type}`}</div>
      <div className="cv-ports" style={{ height: rows * PORT_STEP }}>
        {spec ? <Ports spec={spec} connected={facts.connected.split(" ")} /> : null}
      </div>
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

function Ports({ spec, connected }: { readonly spec: CheckedNode; readonly connected: readonly string[] }) {
  return (
    <>
      {Object.entries(spec.inputs).map(([name, port], row) => <PortRow key={name} name={name} port={port} row={row} side="in" open={port.optional && !connected.includes(name)} />)}
      {Object.entries(spec.outputs).map(([name, port], row) => <PortRow key={name} name={name} port={port} row={row} side="out" open={false} />)}
    </>
  );
}

function PortRow({ name, port: { type, label, several }, row, side, open }: { readonly name: string; readonly port: Port; readonly row: number; readonly side: "in" | "out"; readonly open: boolean }) {
  const fits = side === "in" ? { "data-takes": TAKES.get(type) } : { "data-feeds": FEEDS.get(type) };
  return (
    <div className={`cv-port cv-${side}`} style={{ top: row * PORT_STEP }} {...fits}>
      <Handle
        id={name} type={side === "in" ? "target" : "source"} position={side === "in" ? Position.Left : Position.Right} className="cv-handle"
        role="img" aria-label={`${side === "in" ? "Input" : "Output"} ${label}, ${PORT_WORDS[type].name}`}
      >
        <PortGlyph type={type} hollow={open} />
      </Handle>
      <span className="cv-port-name">{label.toLowerCase()}{several ? ", several" : ""}{open ? <em> optional</em> : null}</span>
    </div>
  );
}
