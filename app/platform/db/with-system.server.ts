import type pg from "pg";
import type { DatabaseHandle } from "#app/core/context.ts";
import { clientsOf } from "./open.server.ts";

/** Why rows are read across workspaces. A new reason is a decision: the files that may are listed in .dependency-cruiser.cjs. */
export type SystemReason = "find-workspace" | "dispatch" | "expire" | "inbox" | "workers" | "readiness" | "blob-deletions" | "rewrap-keys" | "plans";

/** A transaction of the system role: only the tables and columns that the migration grants it. */
export interface SystemTx {
  query<Row extends pg.QueryResultRow>(text: string, values?: readonly unknown[]): Promise<Row[]>;
}

/** Asks one question as the system role, in one round trip. The reason stands before it in pg_stat_activity. */
export async function askAsSystem<Row extends pg.QueryResultRow>(db: DatabaseHandle, reason: SystemReason, question: string, values: readonly unknown[]): Promise<Row[]> {
  return (await clientsOf(db).system.query<Row>(`/* piccaso ${reason} */ ${question}`, [...values])).rows;
}

/** Runs plain SQL as the system role in one transaction. The reason goes into pg_stat_activity. */
export async function withSystem<T>(db: DatabaseHandle, reason: SystemReason, use: (tx: SystemTx) => Promise<T>): Promise<T> {
  const client = await clientsOf(db).system.connect();
  const tx: SystemTx = { query: async <Row extends pg.QueryResultRow>(text: string, values: readonly unknown[] = []) => (await client.query<Row>(text, [...values])).rows };
  let broken: Error | undefined;
  // The pool listens to idle connections only: one that is lost between two statements would end the process.
  const lost = (error: Error) => { broken = error; };
  client.on("error", lost);
  try {
    // One round trip: the reason is a word of the list above.
    await client.query(`begin; set local application_name = 'piccaso ${reason}'`);
    const result = await use(tx);
    await client.query("commit");
    return result;
  } catch (error) {
    await client.query("rollback").catch((failed: unknown) => { broken = failed instanceof Error ? failed : new Error("rollback failed"); });
    throw error;
  } finally {
    client.off("error", lost);
    client.release(broken);
  }
}
