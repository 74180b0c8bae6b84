import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import type { DatabaseHandle, Log } from "#app/core/context.ts";
import { clientsOf } from "./open.server.ts";

/** The advisory lock that makes one worker the leader. */
const LEADER_LOCK = 7_205_001;
const TRY_MS = 2_000;

/**
 * Runs `lead` while this process holds the leader's lock, on a connection of its own; when the
 * connection is lost the signal aborts and the lock is tried for again. Resolves after `stop`.
 */
export async function holdLead(db: DatabaseHandle, log: Log, stop: AbortSignal, lead: (signal: AbortSignal) => Promise<void>): Promise<void> {
  while (!stop.aborted) {
    const client = new pg.Client({ connectionString: clientsOf(db).appUrl, application_name: "piccaso leader", keepAlive: true });
    const lost = new AbortController();
    client.on("error", () => lost.abort());
    client.on("end", () => lost.abort());
    try {
      await client.connect();
      const { rows } = await client.query<{ got: boolean }>("select pg_try_advisory_lock($1) as got", [LEADER_LOCK]);
      if (rows[0]?.got) await lead(AbortSignal.any([stop, lost.signal]));
    } catch (error) {
      log.warn({ error }, "the lead was lost and is tried for again");
    } finally {
      await client.end().catch(() => undefined);
    }
    await wait(TRY_MS, undefined, { signal: stop }).catch(() => undefined);
  }
}
