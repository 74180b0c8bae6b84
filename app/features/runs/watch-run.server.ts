import { setTimeout as wait } from "node:timers/promises";
import type { WorkspaceContext } from "#app/core/context.ts";
import { getRun } from "./get-run.server.ts";
import { getTest } from "./get-test.server.ts";
import type { TestView } from "./test-views.ts";
import type { RunState, RunView } from "./views.ts";

/** A screen is told at most this often, and at least this often. */
const LEAST_MS = 400;
const MOST_MS = 10_000;
/** The token was checked at the start only: a stream ends after this long, and the client comes back with a new one. */
const STREAM_MS = 4 * 60_000;

/**
 * The run as it changes, each time read anew from the database; wake-ups only say that it is time to
 * look. Ends when the run has ended, when the reader leaves, or after four minutes.
 */
export function watchRun(at: WorkspaceContext, input: { runId: string }, signal: AbortSignal): AsyncGenerator<RunView> {
  return watch(at, input.runId, () => getRun(at, input), signal);
}

/** The same for a live test, with its steps. */
export function watchTest(at: WorkspaceContext, input: { runId: string }, signal: AbortSignal): AsyncGenerator<TestView> {
  return watch(at, input.runId, () => getTest(at, input), signal);
}

async function* watch<V extends { readonly state: RunState }>(at: WorkspaceContext, runId: string, read: () => Promise<V>, signal: AbortSignal): AsyncGenerator<V> {
  let woken = true;
  let wake = () => {};
  const stop = at.wakes.on("progress", (payload) => {
    if (payload !== undefined && payload !== runId) return;
    woken = true;
    wake();
  });
  const until = Date.now() + STREAM_MS;
  try {
    while (!signal.aborted && Date.now() < until) {
      woken = false;
      const view = await read();
      yield view;
      if (view.state === "done" || view.state === "cancelled") return;
      await wait(LEAST_MS, undefined, { signal }).catch(() => undefined);
      if (!woken) await Promise.race([new Promise<void>((resolve) => { wake = resolve; }), wait(MOST_MS, undefined, { signal }).catch(() => undefined)]);
    }
  } finally {
    stop();
  }
}
