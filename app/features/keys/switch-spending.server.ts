import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { logKey, wakeItems } from "./store.server.ts";

/** Stops or allows all spending of a workspace. The journal reads the switch in the commit that takes and sends a call, so nothing is bought after this one. */
export async function switchSpending(at: WorkspaceContext, input: { allowed: boolean }): Promise<void> {
  requireCan(at.actor, "manage");
  const { workspaceId } = at;
  await withWorkspace(at, async (tx) => {
    const { count } = await tx.workspace.updateMany({ where: { id: workspaceId, spendingStoppedAt: input.allowed ? { not: null } : null }, data: { spendingStoppedAt: input.allowed ? null : at.clock.now() } });
    if (count > 0) await logKey(tx, workspaceId, { keyId: null, kind: input.allowed ? "allowed" : "stopped", text: input.allowed ? "Spending was allowed again" : "All spending was stopped", memberId: at.actor.memberId });
    if (input.allowed) await wakeItems(tx, ["spending_stopped"]);
  });
}
