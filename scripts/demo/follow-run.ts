import { setTimeout as wait } from "node:timers/promises";
import { createParser } from "eventsource-parser";
import type { AppClient } from "./client.ts";
import { Run } from "./pages.ts";
import { patience } from "./patience.ts";

const RECONNECT_MS = 500;
/** A living stream says something at least every ten seconds. */
const SILENCE_MS = 40_000;

/**
 * Follows a run by its event stream to its end and returns the last event. A stream that ends before
 * the run does is opened again. Throws when the run makes no progress.
 */
export async function followRun(app: AppClient, runId: string, tell: (run: Run) => void): Promise<Run> {
  const still = patience("The run");
  let since: string | undefined;
  let last: Run | undefined;
  const parser = createParser({
    onEvent: ({ id, data }) => {
      since = id;
      last = Run.parse(JSON.parse(data));
      tell(last);
    },
  });
  for (;;) {
    const { body } = await app.events(`/runs/${runId}/events`, since);
    const reader = body?.pipeThrough(new TextDecoderStream()).getReader();
    parser.reset();
    for (let chunk = await next(reader); chunk !== undefined; chunk = await next(reader)) {
      parser.feed(chunk);
      still(last?.counts);
    }
    await reader?.cancel().catch(() => undefined);
    if (last && (last.state === "done" || last.state === "cancelled")) return last;
    still(last?.counts);
    await wait(RECONNECT_MS);
  }
}

/** The next piece of text; undefined at the end, also where the line broke or fell silent. */
async function next(reader: ReadableStreamDefaultReader<string> | undefined): Promise<string | undefined> {
  const silence = new AbortController();
  const quiet = wait(SILENCE_MS, undefined, { signal: silence.signal }).catch(() => undefined);
  const read = await Promise.race([reader?.read().catch(() => undefined), quiet]);
  silence.abort();
  return read?.value;
}
