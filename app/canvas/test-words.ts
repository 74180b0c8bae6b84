import { callDollars, duration } from "#app/ui/format.ts";
import type { StepState } from "./state-glyph.tsx";
import type { TestCell } from "./test-cells.ts";

/** How a step stands after its newest test. */
export function stateOf({ step, stale }: TestCell): StepState {
  if (step.state === "stopped") return "fresh";
  return step.state === "done" && stale !== null ? "stale" : step.state;
}

const WORDS = { running: "Running", waiting: "Waiting", done: "Done", failed: "Failed", uncertain: "Uncertain", stopped: "Stopped" } as const;

/** The same in words; what is old says why. */
export function wordsOf({ step, stale, after }: TestCell): string {
  if (step.state === "queued") return after === null ? "Queued" : `Queued, after ${after}`;
  return step.state === "done" && stale !== null ? `Stale: ${stale}` : WORDS[step.state];
}

/** What was spent, as exactly as single calls are compared; nothing is $0. Micro-dollars in. */
export function exactSpent(micros: number): string {
  return micros === 0 ? "$0" : callDollars(micros);
}

/** Words at the foot of a card: with the time where it is known. */
export function footOf(cell: TestCell): string {
  const { state, ms } = cell.step;
  if (state === "failed") return `Failed after ${duration(ms)}`;
  return state === "done" && cell.stale === null ? `Done ${duration(ms)}` : wordsOf(cell);
}
