import { unitWord } from "#app/core/unit-words.ts";
import type { Unit } from "#app/core/unit.ts";
import { Badge, Button } from "./kit.tsx";
import { count, spent } from "./format.ts";
import { Section } from "./layout.tsx";
import { Picture, type PictureSource } from "./picture.tsx";
import { RunLine, type StateCounts } from "./run-strip.tsx";
import type { BadgeProps } from "./kit-types.ts";

/** A run as lists show it. */
export interface RunSummary {
  readonly id: string;
  readonly number: number;
  readonly skillName: string;
  readonly version: number;
  readonly state: "running" | "paused" | "done" | "cancelled";
  readonly counts: StateCounts;
  readonly itemCount: number;
  readonly unit: Unit;
  readonly newest: readonly PictureSource[];
  readonly awaiting: number;
  /** Products that wait for a person's decision. */
  readonly asking: number;
  /** Micro-dollars; null for a run that buys nothing. */
  readonly money: { readonly spentMicros: number } | null;
}

/** The state of a run in colour, icon and words; a run that ended says how. */
export function runBadge({ state, counts, itemCount, asking }: Pick<RunSummary, "state" | "counts" | "itemCount" | "asking">): BadgeProps {
  if (state === "running") return goingBadge(counts, asking);
  if (state === "paused") return { tone: "neutral", icon: "pause", children: "Paused" };
  const trouble = counts.failed + counts.uncertain + counts.expired;
  const done = `${counts.done} of ${itemCount} done`;
  if (state === "cancelled") return { tone: "neutral", icon: "x", children: `Cancelled, ${done}` };
  return trouble > 0 ? { tone: "warning", icon: "alert", children: `${done}, ${counts.failed} failed` } : { tone: "success", icon: "check-circle", children: done };
}

/** A run of which nothing is queued and nothing runs says what it waits for: a person first. */
function goingBadge(counts: StateCounts, asking: number): BadgeProps {
  if (counts.queued + counts.running === 0 && counts.waiting > 0) return asking > 0 ? { tone: "warning", icon: "hand", children: "Waits for a decision" } : { tone: "neutral", icon: "pause", children: "Waiting" };
  return counts.running + counts.done + counts.failed === 0 ? { tone: "neutral", icon: "clock", children: "Queued" } : { tone: "info", icon: "running", children: "Running" };
}

/** A run that is not over: newest pictures, bar, and what needs a person. */
export function RunCard({ run, first }: { readonly run: RunSummary; readonly first: boolean }) {
  const { counts } = run;
  const over = run.state === "done" || run.state === "cancelled";
  const needs = counts.uncertain + counts.failed + counts.waiting > 0;
  const body = (
    <>
      <div className="pc-run-card">
        {run.newest.length > 0 ? (
          <ul className="pc-run-newest" aria-label="Newest images">{run.newest.map((image, index) => <li key={index}><Picture image={image} alt="" size={72} eager /></li>)}</ul>
        ) : null}
        <div className="pc-grow">
          <div className="pc-row pc-between"><span className="pc-name">{run.skillName}, version {run.version}</span><Badge {...runBadge(run)} /></div>
          <RunLine counts={counts} all={run.itemCount} unit={run.unit} note={spent(run.money?.spentMicros ?? null)} />
        </div>
      </div>
      <div className="pc-row pc-between pc-run-needs">
        <span className="pc-row">
          {counts.failed > 0 ? <Badge tone="critical" icon="failed">{`${counts.failed} failed`}</Badge> : null}
          {run.asking > 0 ? <Badge tone="warning" icon="hand">{`${count(run.asking, `${unitWord(run.unit)} waits`, `${unitWord(run.unit)}s wait`)} for a decision`}</Badge> : null}
          {counts.waiting > run.asking ? <Badge tone="neutral" icon="pause">{`${counts.waiting - run.asking} waiting`}</Badge> : null}
          <span className="pc-quiet">{needs && !over ? counts.queued + counts.running > 0 ? "The rest goes on meanwhile." : run.asking > 0 ? "It goes on once you have decided." : "" : run.awaiting > 0 ? `${count(run.awaiting, "image waits", "images wait")} for review.` : over ? "All images are decided." : "Images appear here as they are made."}</span>
        </span>
        <Button to={`runs/${run.id}`} name={`Open run ${run.number}`}>Open run</Button>
      </div>
    </>
  );
  return first ? <div className="pc-card-body">{body}</div> : <Section>{body}</Section>;
}
