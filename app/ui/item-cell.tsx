import { Link as RouterLink } from "@remix-run/react";
import { callDollars, count, NO_COST } from "./format.ts";
import { Mark, Picture, type PictureSource } from "./picture.tsx";
import { useBase } from "./use-base.ts";

/** A product of a run. */
export interface RunItem {
  readonly id: string;
  readonly position: number;
  readonly title: string;
  readonly photo: string | null;
  readonly state: "queued" | "running" | "waiting" | "done" | "failed" | "uncertain" | "cancelled" | "expired";
  readonly say: string | null;
  readonly output: PictureSource | null;
  readonly outputs: number;
  /** Micro-dollars; null where it bought nothing. */
  readonly costMicros: number | null;
}

const MARKS = {
  queued: { icon: "clock", tone: "plain" }, running: { icon: "running", tone: "running" }, waiting: { icon: "pause", tone: "plain" }, done: { icon: "check", tone: "plain" },
  failed: { icon: "failed", tone: "critical" }, uncertain: { icon: "alert", tone: "warning" }, cancelled: { icon: "x", tone: "plain" }, expired: { icon: "clock", tone: "warning" },
} as const;
const WORDS = { queued: "Queued", running: "Running", waiting: "Waits", done: "Done", failed: "Failed", uncertain: "Uncertain", cancelled: "Cancelled", expired: "Given up" } as const;

/** The state of an item in words, with what it made and what that cost. */
export function itemWords({ state, outputs, costMicros }: Pick<RunItem, "state" | "outputs" | "costMicros">): string {
  return state === "done" ? `${count(outputs, "image")}, ${costMicros === null ? NO_COST.toLowerCase() : callDollars(costMicros)}` : WORDS[state];
}

/** A product in its place of the grid: the photo until its image is made, then the image. */
export function ItemCell({ item, runId }: { readonly item: RunItem; readonly runId: string }) {
  const base = useBase();
  const { state, output, photo, title } = item;
  const mark = MARKS[state];
  const trouble = state === "failed" || state === "uncertain" || state === "expired";
  return (
    <li className={`pc-cell pc-cell-${state}`} id={`item-${item.id}`}>
      <RouterLink to={`${base}/runs/${runId}/items/${item.id}`} prefetch="none">
        <span className="pc-cell-box">
          <Picture image={output ?? photo} alt="" size={87} ratio="87 / 78" faded={!output && (state === "queued" || state === "waiting" || state === "cancelled")} />
          <Mark icon={mark.icon} tone={mark.tone} />
        </span>
        <span className="pc-cell-title">{title}</span>
        <span className={trouble ? "pc-cell-state pc-cell-trouble" : "pc-cell-state"}>{itemWords(item)}</span>
      </RouterLink>
    </li>
  );
}
