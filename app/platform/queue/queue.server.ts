import { PgBoss, fromPrisma } from "pg-boss";
import type { Log, Queue } from "#app/core/context.ts";
import { isTx } from "../db/with-workspace.server.ts";
import type { SystemTx } from "../db/with-system.server.ts";
import { QUEUE_SCHEMA } from "./install.server.ts";

/** The queue of this process. `boss` is for the worker's loops only. */
export interface OpenQueue extends Queue {
  readonly boss: PgBoss;
  /** Sends within a transaction of the system role (dispatcher, inbox). */
  sendAsSystem(tx: SystemTx, job: string, payloads: readonly object[]): Promise<void>;
  close(): Promise<void>;
}

/**
 * Connects to the queue with the queue role. A web process only sends; a worker also supervises (finds
 * dead workers, at most every 2 s) and keeps the tables small.
 */
export async function openQueue(queueUrl: string, role: "web" | "worker", log: Log): Promise<OpenQueue> {
  const worker = role === "worker";
  const boss = new PgBoss({
    connectionString: queueUrl, schema: QUEUE_SCHEMA, migrate: false, createSchema: false, max: worker ? 6 : 2,
    supervise: worker, monitorIntervalSeconds: 2, superviseIntervalSeconds: 2, schedule: false, reindex: false,
  });
  boss.on("error", (error: unknown) => log.warn({ error }, "the queue's connection failed and is made again"));
  await boss.start();
  return {
    boss,
    send: async (tx, job, payloads) => {
      if (!isTx(tx)) throw new Error("a job is sent within a workspace's transaction");
      if (payloads.length === 0) return;
      await boss.insert(job, payloads.map((data) => ({ data })), { db: fromPrisma(tx) });
      await tx.$executeRaw`select pg_notify('jobs', ${job})`;
    },
    sendAsSystem: async (tx, job, payloads) => {
      const db = { executeSql: async (text: string, values: readonly unknown[] = []) => ({ rows: await tx.query(text, values) }) };
      if (payloads.length === 0) return;
      await boss.insert(job, payloads.map((data) => ({ data })), { db });
      await tx.query("select pg_notify('jobs', $1)", [job]);
    },
    forget: async (workspaceId) => (await boss.getDb().executeSql(`delete from ${QUEUE_SCHEMA}.job where data->>'workspaceId' = $1 returning 1`, [workspaceId])).rows.length,
    close: () => boss.stop({ graceful: worker, timeout: 20_000 }),
  };
}
