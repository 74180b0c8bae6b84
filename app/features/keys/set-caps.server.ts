import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { monthOf } from "#app/core/money.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { logKey, nameOf, wakeItems } from "./store.server.ts";

/** Micro-dollars a month; null for no cap. Without a key it is the cap of the whole workspace. */
export const NewCap = z.object({ keyId: z.uuid().nullable(), capMicros: z.int().min(0).max(1_000_000_000_000).nullable() });

/** Sets the monthly cap of a key or of the workspace, from now on, and lets what waited at the old one look again. */
export async function setCap(at: WorkspaceContext, { keyId, capMicros }: z.output<typeof NewCap>): Promise<void> {
  requireCan(at.actor, "manage");
  const { workspaceId } = at;
  const row = { workspaceId, scope: keyId ? "key" : "workspace", subject: keyId ?? workspaceId, month: monthOf(at.clock.now()) };
  await withWorkspace(at, async (tx) => {
    await tx.budget.upsert({ where: { workspaceId_scope_subject_month: row }, create: { ...row, capMicros }, update: { capMicros, alerted: 0 } });
    const key = keyId ? await tx.providerKey.findUnique({ where: { id: keyId } }) : null;
    if (key) await logKey(tx, workspaceId, { keyId: key.id, kind: "capped", text: capMicros === null ? `${nameOf(key)} has no monthly cap any more` : `The monthly cap of ${nameOf(key)} is $${(capMicros / 1_000_000).toFixed(2)}`, memberId: at.actor.memberId });
    await wakeItems(tx, ["cap_reached"]);
  });
}
