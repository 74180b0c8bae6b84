import { capShare, type CapShare } from "#app/core/cap.ts";
import type { WorkspaceContext } from "#app/core/context.ts";
import { dollars, type Micros } from "#app/core/money.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";
import { notify, withdraw } from "../accounts/notices.server.ts";
import { CAP_NOTICES, logKey, nameOf } from "./store.server.ts";

/** A call that counts in the monthly budgets of its key and of the workspace; `most` is its declared maximum. */
interface Counted {
  readonly keyId: string;
  readonly month: string;
  readonly most: Micros;
}

/**
 * Tells, in the transaction that settled a call, which shares of the two monthly caps it brought them to:
 * each share once a month and cap, the highest alone where several were passed at once.
 */
export async function tellCaps(tx: Tx, at: WorkspaceContext, { keyId, month, most }: Counted): Promise<void> {
  const budgets = await tx.budget.findMany({
    where: { month, capMicros: { not: null }, alerted: { lt: 100 }, OR: [{ scope: "key", subject: keyId }, { scope: "workspace", subject: at.workspaceId }] },
  });
  for (const budget of budgets) {
    const money = { spent: Number(budget.spentMicros), cap: Number(budget.capMicros) };
    await raise(tx, at, { ...budget, ...money }, capShare({ ...money, next: most }));
  }
}

/** Tells that a call was refused by a cap: no further one like it fits, also where uncertain calls hold the rest. */
export async function tellRefused(tx: Tx, at: WorkspaceContext, { keyId, month }: Counted, scope: "key" | "workspace"): Promise<void> {
  const budget = await tx.budget.findFirst({ where: { scope, subject: scope === "key" ? keyId : at.workspaceId, month } });
  if (budget) await raise(tx, at, { ...budget, spent: Number(budget.spentMicros), cap: Number(budget.capMicros) }, 100);
}

interface Reached {
  readonly scope: string;
  readonly subject: string;
  readonly month: string;
  readonly spent: Micros;
  readonly cap: Micros;
}

async function raise(tx: Tx, at: WorkspaceContext, { scope, subject, month, spent, cap }: Reached, share: CapShare): Promise<void> {
  if (share === 0) return;
  // Raised by one statement that looks again under the row's lock: of a hundred at once, one finds it lower.
  const { count } = await tx.budget.updateMany({ where: { scope, subject, month, alerted: { lt: share } }, data: { alerted: share } });
  if (count === 0) return;
  const key = scope === "key" ? await tx.providerKey.findUnique({ where: { id: subject } }) : null;
  const name = key ? nameOf(key) : "The workspace";
  const figures = `${dollars(spent)} of ${dollars(cap)} spent`;
  const text = share === 100 ? `${name} is at its monthly cap: no further call fits, ${figures}. Products wait until it is raised or the month ends.` : `${name} has passed ${share} % of its monthly cap: ${figures}.`;
  await withdraw(tx, subject, CAP_NOTICES);
  await notify(tx, at.workspaceId, { kind: share === 100 ? "cap-reached" : share === 80 ? "cap-near" : "cap-half", subject, text });
  await logKey(tx, at.workspaceId, { keyId: key?.id ?? null, kind: "alerted", text, memberId: null });
}
