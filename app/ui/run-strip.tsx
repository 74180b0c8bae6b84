import { unitWord } from "#app/core/unit-words.ts";
import type { Unit } from "#app/core/unit.ts";
import { count } from "./format.ts";

/** How many items are in each state. */
export type StateCounts = Readonly<Record<"queued" | "running" | "waiting" | "done" | "failed" | "uncertain" | "cancelled" | "expired", number>>;

const ORDER = ["done", "failed", "uncertain", "expired", "running", "waiting", "cancelled", "queued"] as const;

/** The finished ones, whatever their end. */
export function finishedOf(counts: StateCounts): number {
  return counts.done + counts.failed + counts.uncertain + counts.cancelled + counts.expired;
}

/** The state of every item in one bar: colour and pattern, and in words for whoever sees neither. */
export function StateBar({ counts }: { readonly counts: StateCounts }) {
  const shown = ORDER.filter((state) => counts[state] > 0);
  return (
    <span className="pc-bar" role="img" aria-label={shown.length ? shown.map((state) => `${counts[state]} ${state}`).join(", ") : "no products"}>
      {shown.map((state) => <i key={state} className={`pc-fill pc-${state}`} style={{ flexGrow: counts[state] }} />)}
    </span>
  );
}

/** What the patterns of the bar mean, with their figures. */
export function StateLegend({ counts }: { readonly counts: StateCounts }) {
  return (
    <ul className="pc-legend" aria-hidden="true">
      {ORDER.filter((state) => counts[state] > 0).map((state) => <li key={state}><i className={`pc-fill pc-${state}`} />{counts[state]} {state}</li>)}
    </ul>
  );
}

/** Progress of a run on one line: bar and count. */
export function RunLine({ counts, all, unit, note }: { readonly counts: StateCounts; readonly all: number; readonly unit: Unit; readonly note: string }) {
  return (
    <div className="pc-run-line">
      <StateBar counts={counts} />
      <span className="pc-row pc-between"><span className="pc-quiet pc-tabular">{finishedOf(counts)} of {count(all, unitWord(unit))}</span><span className="pc-quiet">{note}</span></span>
    </div>
  );
}
