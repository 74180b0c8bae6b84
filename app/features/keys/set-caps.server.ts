import { z } from "zod";
import { capShare } from "#app/core/cap.ts";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { dollars, monthOf } from "#app/core/money.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { withdraw } from "../accounts/notices.server.ts";
import { CAP_NOTICES, logKey, nameOf, wakeItems } from "./store.server.ts";

/** Micro-dollars. */
export const CapMicros = z.int("Give the cap in dollars, for example 25.00").min(0, "A cap cannot be below nothing").max(1_000_000_000_000, "At most a million dollars");

/** Micro-dollars a month; null for no cap. Without a key it is the cap of the whole workspace. */
export const NewCap = z.object({ keyId: z.uuid().nullable(), capMicros: CapMicros.nullable() });

/**
 * Sets the monthly cap of a key or of the workspace, from now on, and lets what waited at the old one look
 * again. Shares of the cap that are not reached any more will be told again. Throws not_found for a removed key.
 */
export async function setCap(at: WorkspaceContext, { keyId, capMicros }: z.output<typeof NewCap>): Promise<void> {
  requireCan(at.actor, "manage");
  const { workspaceId } = at;
  const row = { workspaceId, scope: keyId ? "key" : "workspace", subject: keyId ?? workspaceId, month: monthOf(at.clock.now()) };
  await withWorkspace(at, async (tx) => {
    const key = keyId ? await tx.providerKey.findFirst({ where: { id: keyId, removedAt: null } }) : null;
    if (keyId && !key) throw new AppError("not_found", "no such key", { say: "This key was removed." });
    const { spentMicros } = await tx.budget.upsert({ where: { workspaceId_scope_subject_month: row }, create: { ...row, capMicros }, update: { capMicros } });
    const share = capShare({ spent: Number(spentMicros), cap: capMicros });
    const { count } = await tx.budget.updateMany({ where: { ...row, alerted: { gt: share } }, data: { alerted: share } });
    if (count > 0) await withdraw(tx, row.subject, CAP_NOTICES);
    const name = key ? nameOf(key) : "the workspace";
    const text = capMicros === null ? `The monthly cap of ${name} was taken away` : `The monthly cap of ${name} was set to ${dollars(capMicros)}`;
    await logKey(tx, workspaceId, { keyId, kind: "capped", text, memberId: at.actor.memberId });
    await wakeItems(tx, ["cap_reached"]);
  });
}
