/** How a step stands: by shape, never by colour alone. */
export type StepState = "fresh" | "queued" | "running" | "done" | "stale" | "failed" | "error" | "warning" | "idle" | "bypass" | "stop" | "waiting" | "uncertain" | "no-key";

const PATHS: Readonly<Record<StepState, string>> = {
  fresh: "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11z",
  queued: "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM8 5v3.2l2.2 1.4",
  running: "M8 2.5a5.5 5.5 0 0 1 5.5 5.5",
  done: "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM5.4 8.2l1.9 1.9 3.4-3.9",
  stale: "M8 2.6L14 13H2zM8 6.6v3M8 11.2v.2",
  uncertain: "M8 2.6L14 13H2zM8 6.6v3M8 11.2v.2",
  "no-key": "M8 2.6L14 13H2zM8 6.6v3M8 11.2v.2",
  warning: "M8 2.6L14 13H2zM8 6.6v3M8 11.2v.2",
  failed: "M5.7 2.5h4.6l3.2 3.2v4.6l-3.2 3.2H5.7l-3.2-3.2V5.7zM8 5.2v3.4M8 10.6v.2",
  error: "M5.7 2.5h4.6l3.2 3.2v4.6l-3.2 3.2H5.7l-3.2-3.2V5.7zM8 5.2v3.4M8 10.6v.2",
  idle: "M3 8h2M7 8h2M11 8h2",
  bypass: "M2.5 11.5h11M4 9a4 4 0 0 1 8 0",
  stop: "M4 4h8v8H4z",
  waiting: "M8 2.5a5.5 5.5 0 1 0 0 11a5.5 5.5 0 1 0 0-11zM6.6 6v4M9.4 6v4",
};

/** The sign of a step's state; the word stands at the foot of its card. */
export function StateGlyph({ state }: { readonly state: StepState }) {
  return <svg className={`cv-state cv-s-${state}`} viewBox="0 0 16 16" width="16" height="16" aria-hidden="true"><path d={PATHS[state]} /></svg>;
}
