import { AsyncLocalStorage } from "node:async_hooks";
import type { DatabaseHandle } from "#app/core/context.ts";
import { Prisma } from "../generated/prisma/client.ts";
import { clientsOf } from "./open.server.ts";

/** A transaction that sees the rows of one workspace. */
export type Tx = Prisma.TransactionClient;

const current = new AsyncLocalStorage<{ workspaceId: string; tx: Tx }>();

/**
 * The only way to the rows of a workspace: a transaction with its id set for that transaction alone.
 * Nested calls for the same workspace share the transaction; for another one they throw. Never call a
 * network in it: it holds a connection.
 */
export async function withWorkspace<T>(at: { readonly db: DatabaseHandle; readonly workspaceId: string }, use: (tx: Tx) => Promise<T>, limits: { timeout?: number } = {}): Promise<T> {
  const outer = current.getStore();
  if (outer) {
    if (outer.workspaceId !== at.workspaceId) throw new Error("a workspace cannot be entered inside another");
    return use(outer.tx);
  }
  return clientsOf(at.db).app.$transaction(async (tx) => {
    await tx.$executeRaw`select set_config('app.workspace', ${at.workspaceId}, true)`;
    return current.run({ workspaceId: at.workspaceId, tx }, () => use(tx));
  }, limits);
}

/**
 * Calls one function of the database as a workspace, in one round trip and one commit: what it locks is held
 * for as long as the server needs, and not for as long as this process is busy. Within a transaction of the
 * workspace it belongs to that one.
 */
export async function callAsWorkspace(at: { readonly db: DatabaseHandle; readonly workspaceId: string }, call: Prisma.Sql): Promise<unknown> {
  const outer = current.getStore();
  if (outer && outer.workspaceId !== at.workspaceId) throw new Error("a workspace cannot be entered inside another");
  // The call is made for the row of the setting, so never before it.
  const statement = Prisma.sql`
    select case when entered.workspace is not null then ${call} end as result from (select set_config('app.workspace', ${at.workspaceId}, true) as workspace offset 0) entered`;
  // Alone it goes past Prisma, which would compile it anew each time.
  const rows = outer
    ? await outer.tx.$queryRaw<{ result: unknown }[]>(statement)
    : (await clientsOf(at.db).appPool.query<{ result: unknown }>(statement.text, statement.values)).rows;
  return rows[0]?.result ?? null;
}

/** Whether an object is such a transaction (the queue is handed one through the pure Context). */
export function isTx(tx: object): tx is Tx {
  return "$queryRawUnsafe" in tx;
}
