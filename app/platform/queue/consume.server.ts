import { setTimeout as wait } from "node:timers/promises";
import type { JobWithMetadata, PgBoss } from "pg-boss";
import type { Log, Wakes } from "#app/core/context.ts";
import type { QueueName } from "./install.server.ts";

/** How often a held job shows that its worker is alive (it is lost after 10 s). */
const TOUCH_MS = 3_000;
/** An empty queue is looked at again after this without a wake-up: a job that failed comes back by time. */
const IDLE_MS = 500;
const FAULT_MS = 1_000;

interface Hands {
  readonly queue: QueueName;
  readonly hands: number;
  handle(payload: unknown, signal: AbortSignal): Promise<void>;
}

/**
 * Works a queue with a number of hands: claims as many jobs as hands are free, keeps them alive, and
 * settles each on its own (a batch would be settled only with its slowest job). Asked to stop, it claims
 * nothing more and lets the held jobs end for `drainMs`; what is not done then is aborted and goes to
 * another worker.
 */
export async function consume({ boss, log, wakes }: { boss: PgBoss; log: Log; wakes: Wakes }, { queue, hands, handle }: Hands, stop: AbortSignal, drainMs: number): Promise<void> {
  const held = new Map<string, JobWithMetadata<unknown>>();
  const abort = new AbortController();
  let woken = false;
  let wake = () => {};
  const look = () => {
    woken = true;
    wake();
  };
  const forget = wakes.on("jobs", (name) => { if (name === undefined || name === queue) look(); });
  const beat = setInterval(() => {
    if (held.size) boss.touch(queue, [...held.values()]).catch((error: unknown) => log.warn({ error, queue }, "jobs could not be kept alive"));
  }, TOUCH_MS);
  const work = async (job: JobWithMetadata<unknown>): Promise<void> => {
    try {
      await handle(job.data, abort.signal);
      await boss.complete(queue, job);
    } catch (error) {
      if (!abort.signal.aborted) log.warn({ error, queue, jobId: job.id }, "a job failed and is tried again");
      await boss.fail(queue, job).catch(() => undefined);
    } finally {
      held.delete(job.id);
      look();
    }
  };
  while (!stop.aborted) {
    woken = false;
    const free = hands - held.size;
    const jobs = free > 0 ? await boss.fetch<unknown>(queue, { batchSize: free, includeMetadata: true }).catch((error: unknown) => {
      log.warn({ error, queue }, "the queue could not be read");
      return undefined;
    }) : [];
    for (const job of jobs ?? []) {
      held.set(job.id, job);
      void work(job);
    }
    if (jobs === undefined) await pause(FAULT_MS, stop);
    // Fetched was what is free or what there was: a further look is for whoever wakes, or for later.
    else if (!woken) await Promise.race([new Promise<void>((resolve) => { wake = resolve; }), pause(held.size >= hands ? FAULT_MS : IDLE_MS, stop)]);
  }
  forget();
  const until = Date.now() + drainMs;
  while (held.size && Date.now() < until) await wait(25);
  abort.abort();
  while (held.size && Date.now() < until + 2_000) await wait(25);
  clearInterval(beat);
}

async function pause(ms: number, stop: AbortSignal): Promise<void> {
  await wait(ms, undefined, { signal: stop }).catch(() => undefined);
}
