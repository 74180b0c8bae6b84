import type { Prisma } from "#app/platform/generated/prisma/client.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";
import type { Micros } from "#app/core/money.ts";
import { Refusal } from "./refusal.ts";

/** A row of the journal before it is sent. Money in micro-dollars. */
export interface Intent {
  readonly id: string;
  readonly runId: string;
  readonly itemId: string;
  readonly node: string;
  readonly index: number;
  readonly fingerprint: string;
  readonly keyId: string;
  readonly provider: string;
  readonly model: string;
  readonly group: string;
  readonly inFlight: number;
  readonly most: Micros;
  readonly month: string;
}

/** Slot, reserves and journal row in one transaction (the function take_call of the migration). Null means: go. */
export async function take(tx: Tx, intent: Intent, now: Date): Promise<Refusal | null> {
  const { id, runId, itemId, node, index, fingerprint, keyId, provider, model, group, inFlight, most, month } = intent;
  const [row] = await tx.$queryRaw<{ why: string | null }[]>`
    select take_call(${id}::uuid, ${runId}::uuid, ${itemId}::uuid, ${node}, ${index}::int, ${fingerprint}, ${keyId}::uuid, ${provider}, ${model}, ${group}, ${inFlight}::int, ${most}::bigint, ${month}, ${now}::timestamptz) as why`;
  return Refusal.nullable().parse(row?.why ?? null);
}

/** Whether the operator or the owner has stopped all spending. */
export async function isStopped(tx: Tx): Promise<boolean> {
  const [row] = await tx.$queryRaw<{ stopped: boolean }[]>`select spending_stopped() as stopped`;
  return row?.stopped !== false;
}

/** How a call ends. */
export interface Ending {
  readonly state: "done" | "failed" | "uncertain" | "released";
  readonly costMicros: Micros | null;
  readonly outcome: string;
  readonly say: string | null;
  readonly warnings: readonly string[];
  readonly usage: object | null;
  readonly result: object | null;
}

/** Ends a call and moves its reserve in one step, and tells who waits for a slot. False where another holder has it now. */
export async function settle(tx: Tx, call: { readonly id: string; readonly epoch: number }, ending: Ending, now: Date): Promise<boolean> {
  const { state, costMicros, outcome, say, warnings, usage, result } = ending;
  const [row] = await tx.$queryRaw<{ held: boolean }[]>`
    select settle_call(${call.id}::uuid, ${call.epoch}::int, ${state}, ${costMicros}::bigint, ${outcome}, ${say}, ${JSON.stringify(warnings)}::jsonb, ${usage && JSON.stringify(usage)}::jsonb, ${result && JSON.stringify(result)}::jsonb, ${now}::timestamptz) as held`;
  await tx.$executeRaw`select pg_notify('dispatch', '')`;
  return row?.held === true;
}

/** Goes from one state of the journal to the next; false where another holder has it or it went on already. */
export async function advance(tx: Tx, call: { readonly id: string; readonly epoch: number }, from: readonly string[], data: Prisma.CallUpdateManyMutationInput): Promise<boolean> {
  return (await tx.call.updateMany({ where: { id: call.id, epoch: call.epoch, state: { in: [...from] } }, data })).count === 1;
}
