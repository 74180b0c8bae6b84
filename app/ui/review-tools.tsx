import { Filters } from "./filters.tsx";
import { when } from "./format.ts";
import { Icon, Select } from "./kit.tsx";
import { useClock } from "./workspace.tsx";

const SOON_MS = 48 * 3_600_000;
export const FEWEST_ACROSS = 4;
export const MOST_ACROSS = 8;

/** Filters, the expiry of the first ones, and the size of the images. */
export function ReviewTools({ state, counts, runId, runs, firstExpiry, across, onState, onRun, onAcross }: {
  readonly state: string;
  readonly counts: { readonly awaiting: number; readonly approved: number; readonly rejected: number };
  readonly runId: string | null;
  readonly runs: readonly { readonly id: string; readonly label: string }[];
  readonly firstExpiry: string | null;
  readonly across: number;
  readonly onState: (state: string) => void;
  readonly onRun: (runId: string | null) => void;
  readonly onAcross: (across: number) => void;
}) {
  const { now, local } = useClock();
  const soon = firstExpiry !== null && Date.parse(firstExpiry) - now < SOON_MS;
  return (
    <div className="pc-review-tools">
      <Filters
        label="Show images" value={state} onChange={onState}
        options={[
          { value: "awaiting", label: "To decide", count: counts.awaiting }, { value: "approved", label: "Approved", count: counts.approved },
          { value: "rejected", label: "Rejected", count: counts.rejected }, { value: "all", label: "All", count: counts.awaiting + counts.approved + counts.rejected },
        ]}
      />
      {runs.length > 0 ? (
        <div className="pc-run-filter"><Select label="Run" labelHidden value={runId ?? ""} options={[{ value: "", label: "All runs" }, ...runs.map(({ id, label }) => ({ value: id, label }))]} onChange={(value) => onRun(value || null)} /></div>
      ) : null}
      {firstExpiry && counts.awaiting > 0 ? <span className={soon ? "pc-expiry pc-expiry-soon" : "pc-expiry"}><Icon name="clock" />{`The first go ${when(firstExpiry, now, local).replace(/^T/, "t")}`}</span> : null}
      <span className="pc-across" role="group" aria-label="Size of the images">
        <button type="button" aria-label="Larger images" disabled={across <= FEWEST_ACROSS} onClick={() => onAcross(across - 1)}><Icon name="minus" /></button>
        <span>{across} across</span>
        <button type="button" aria-label="Smaller images" disabled={across >= MOST_ACROSS} onClick={() => onAcross(across + 1)}><Icon name="plus" /></button>
      </span>
    </div>
  );
}
