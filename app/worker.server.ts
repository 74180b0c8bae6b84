import { randomUUID } from "node:crypto";
import os from "node:os";
import { setTimeout as wait } from "node:timers/promises";
import { openProcess } from "./context.server.ts";
import { openerOf } from "./core/ports/vault.ts";
import { handleAutomation } from "./jobs/automation.server.ts";
import { handleCatalog } from "./jobs/catalog.server.ts";
import { handleInbox } from "./jobs/inbox.server.ts";
import { handleItem } from "./jobs/item.server.ts";
import { handlePublish } from "./jobs/publish.server.ts";
import { handleVerifyKey } from "./jobs/verify-key.server.ts";
import { sweepsOf } from "./jobs/sweeps.server.ts";
import { dispatch } from "./features/runs/dispatch.server.ts";
import { holdLead } from "./platform/db/leader.server.ts";
import { withSystem } from "./platform/db/with-system.server.ts";
import { consume } from "./platform/queue/consume.server.ts";

/** A normal deploy lets what is being made end within this time. */
const DRAIN_MS = 25_000;
const BEAT_MS = 5_000;
/** The dispatcher looks at least this often when nobody wakes it. */
const DISPATCH_MS = 250;

const { context, env, queue, close } = await openProcess("worker");
const { log, db } = context;
const stop = new AbortController();
const workerId = `${os.hostname()}-${process.pid}-${randomUUID().slice(0, 8)}`;

/** Tells the dispatcher how many hands there are. */
async function beat(hands: number): Promise<void> {
  await withSystem(db, "workers", async (tx) => {
    await tx.query(`insert into "WorkerBeat" ("id", "hands", "beatAt") values ($1, $2, now()) on conflict ("id") do update set "hands" = excluded."hands", "beatAt" = now()`, [workerId, hands]);
    await tx.query(`delete from "WorkerBeat" where "beatAt" < now() - interval '1 hour'`);
  });
}

async function beats(): Promise<void> {
  while (!stop.signal.aborted) {
    await beat(env.WORKER_HANDS).catch((error: unknown) => log.warn({ error }, "the beat failed"));
    await wait(BEAT_MS, undefined, { signal: stop.signal }).catch(() => undefined);
  }
  await withSystem(db, "workers", (tx) => tx.query(`delete from "WorkerBeat" where "id" = $1`, [workerId])).catch(() => undefined);
}

/** The one leader of all workers: dispatches, and sweeps what is due. */
async function lead(signal: AbortSignal): Promise<void> {
  log.info({ workerId }, "this worker leads");
  const sweeps = sweepsOf(context, queue.sendAsSystem).map((sweep) => ({ ...sweep, dueAt: 0 }));
  let wake = () => {};
  const forget = context.wakes.on("dispatch", () => wake());
  try {
    while (!signal.aborted) {
      const woken = new Promise<void>((resolve) => { wake = resolve; });
      await dispatch(db, queue.sendAsSystem).catch((error: unknown) => log.warn({ error }, "the dispatch failed"));
      for (const sweep of sweeps) {
        if (sweep.dueAt > Date.now()) continue;
        sweep.dueAt = Date.now() + sweep.everyMs;
        await sweep.run().catch((error: unknown) => log.warn({ error, sweep: sweep.name }, "a sweep failed"));
      }
      await Promise.race([woken, wait(DISPATCH_MS, undefined, { signal }).catch(() => undefined)]);
    }
  } finally {
    forget();
  }
}

const hands = (name: "item" | "publish" | "inbox" | "verify-key" | "catalog" | "automation", count: number, handle: (payload: unknown, signal: AbortSignal) => Promise<void>) =>
  consume({ boss: queue.boss, log, wakes: context.wakes }, { queue: name, hands: count, handle }, stop.signal, DRAIN_MS);

const running = Promise.all([
  beats(),
  holdLead(db, log, stop.signal, lead),
  hands("item", env.WORKER_HANDS, (payload, signal) => handleItem(context, payload, signal)),
  hands("publish", 4, (payload, signal) => handlePublish(context, payload, signal)),
  hands("verify-key", 2, (payload, signal) => handleVerifyKey(context, payload, signal)),
  hands("catalog", 2, (payload, signal) => handleCatalog(context, payload, signal)),
  hands("automation", 2, (payload) => handleAutomation(context, payload)),
  hands("inbox", 8, (payload) => handleInbox(context, payload)),
]);

function shutDown(why: string): void {
  if (stop.signal.aborted) return;
  log.info({ why }, "the worker stops: it takes nothing more and ends what it holds");
  stop.abort();
}
process.on("SIGTERM", () => shutDown("SIGTERM"));
process.on("SIGINT", () => shutDown("SIGINT"));
// Started by the supervisor: without it there is nobody to stop us.
process.on("disconnect", () => shutDown("the supervisor is gone"));

// What this process holds of a workspace must not outlive it.
context.wakes.on("erased", () => openerOf(context.vault).forget());

log.info({ workerId, hands: env.WORKER_HANDS }, "the worker is ready");
process.send?.({ ready: true });
await running;
await close();
process.exit(0);
