import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { Prisma } from "#app/platform/generated/prisma/client.ts";
import { callAsWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import type { Micros } from "#app/core/money.ts";
import type { Ticket } from "#app/core/provider.ts";
import type { HeldCall } from "./held-call.ts";
import type { Kept } from "./order.ts";
import { Refusal } from "./refusal.ts";

/** A row of the journal as it is sent. Money in micro-dollars. */
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

/** Slot, reserves and the journal's row, which says sent, in one transaction (take_call). Null means: go. */
export async function take(at: Pick<WorkspaceContext, "db" | "workspaceId">, intent: Intent, now: Date): Promise<Refusal | null> {
  const { id, runId, itemId, node, index, fingerprint, keyId, provider, model, group, inFlight, most, month } = intent;
  const why = await callAsWorkspace(at, Prisma.sql`take_call(${id}::uuid, ${runId}::uuid, ${itemId}::uuid, ${node}, ${index}::int, ${fingerprint}, ${keyId}::uuid, ${provider}, ${model}, ${group}, ${inFlight}::int, ${most}::bigint, ${month}, ${now}::timestamptz)`);
  return Refusal.nullable().parse(why);
}

/** Keeps the ticket of a call that was sent; false where another worker has it. */
export async function keepTicket(at: Pick<WorkspaceContext, "db" | "workspaceId">, call: { readonly id: string; readonly epoch: number }, ticket: Ticket): Promise<boolean> {
  return await callAsWorkspace(at, Prisma.sql`ticket_call(${call.id}::uuid, ${call.epoch}::int, ${JSON.stringify(ticket)}::jsonb)`) === true;
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

/** What became of settling: `held` is false where another holder has the call now; `capped` says that a monthly cap counts it. */
interface Settled {
  readonly held: boolean;
  readonly capped: boolean;
}

/** Ends a call and moves its reserve in one step, and tells who waits for a slot. It locks the budgets: the last thing of its transaction. */
export async function settle(tx: Tx, call: Pick<HeldCall, "id" | "epoch" | "keyId">, ending: Ending, now: Date): Promise<Settled> {
  const { state, costMicros, outcome, say, warnings, usage, result } = ending;
  const [row] = await tx.$queryRaw<Settled[]>`
    select pg_notify('slot', ${call.keyId})::text as told, exists (select from "Budget" where "month" <> '' and "capMicros" is not null and "alerted" < 100) as capped, settle_call(${call.id}::uuid, ${call.epoch}::int, ${state}, ${costMicros}::bigint, ${outcome}, ${say}, ${JSON.stringify(warnings)}::jsonb, ${usage && JSON.stringify(usage)}::jsonb, ${result && JSON.stringify(result)}::jsonb, ${now}::timestamptz) as held`;
  return { held: row?.held === true, capped: row?.capped === true };
}

/** What became of a call that made something: `tell` means that nothing was written, because its transaction has more to do. */
const HowKept = z.enum(["kept", "taken-over", "tell"]);

/** Ends a call that made something, together with the uses of its images, in one round trip (keep_call). */
export async function keepCall(at: Pick<WorkspaceContext, "db" | "workspaceId">, call: HeldCall, ending: Ending, kept: Kept, now: Date): Promise<z.output<typeof HowKept>> {
  const { costMicros, warnings, usage, result } = ending;
  return HowKept.parse(await callAsWorkspace(at, Prisma.sql`keep_call(${call.id}::uuid, ${call.epoch}::int, ${call.most}::bigint, ${costMicros}::bigint, ${JSON.stringify(warnings)}::jsonb, ${usage && JSON.stringify(usage)}::jsonb, ${result && JSON.stringify(result)}::jsonb, ${now}::timestamptz, ${usesOf(call, kept)}::jsonb, ${kept.until}::timestamptz)`));
}

/** Writes the rows of a call's images and that they are kept for it. */
export async function useKept(tx: Tx, call: HeldCall, kept: Kept): Promise<void> {
  await tx.$executeRaw`select use_images(${usesOf(call, kept)}::jsonb, ${kept.until}::timestamptz)`;
}

function usesOf({ id }: HeldCall, { images }: Kept): string {
  return JSON.stringify(images.map((image) => ({ ...image, kind: "step", subject: id })));
}
