import { unitWord } from "#app/core/unit-words.ts";
import type { Unit } from "#app/core/unit.ts";
import { count, dollars, NO_COST, timeLeft } from "./format.ts";
import { Surface } from "./kit.tsx";
import { Stat } from "./layout.tsx";
import { finishedOf, StateBar, StateLegend, type StateCounts } from "./run-strip.tsx";

/** The strip over a run: progress, cost, time, pace. */
export function RunFigures({ counts, itemCount, unit, state, perMinute, secondsLeft, money }: {
  readonly counts: StateCounts; readonly itemCount: number; readonly unit: Unit; readonly state: "running" | "paused" | "done" | "cancelled"; readonly perMinute: number; readonly secondsLeft: number | null;
  readonly money: { readonly spentMicros: number; readonly reservedMicros: number; readonly capMicros: number } | null;
}) {
  const over = state === "done" || state === "cancelled";
  const left = over ? "None" : state === "paused" ? "Paused" : secondsLeft === null ? "–" : timeLeft(secondsLeft);
  return (
    <Surface>
      <div className="pc-run-strip">
        <div>
          <span className="pc-run-head"><strong>{finishedOf(counts)}</strong> of {count(itemCount, unitWord(unit))} finished</span>
          <StateBar counts={counts} />
          <StateLegend counts={counts} />
        </div>
        <div className="pc-run-stats">
          {money ? <Stat label="Spent" value={dollars(money.spentMicros)} note={`${money.reservedMicros > 0 ? `${dollars(money.reservedMicros)} held, ` : ""}cap ${dollars(money.capMicros)}`} /> : <Stat label="Cost" value={NO_COST} note="On our servers" />}
          <Stat label="Time left" value={left} note={over ? "The run has ended" : state === "paused" ? "Resume to go on" : secondsLeft === null ? "Known after the first image" : "About"} />
          <Stat label="Pace" value={over || perMinute === 0 ? "–" : String(perMinute)} note={over ? "Ended" : "images a minute"} />
        </div>
      </div>
    </Surface>
  );
}
