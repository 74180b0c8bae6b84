import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { wakeItems } from "./store.server.ts";

/** Stops or allows all spending of a workspace. The journal reads the switch with every call, so nothing is bought after the commit. */
export async function switchSpending(at: WorkspaceContext, input: { allowed: boolean }): Promise<void> {
  requireCan(at.actor, "manage");
  await withWorkspace(at, async (tx) => {
    await tx.workspace.update({ where: { id: at.workspaceId }, data: { spendingStoppedAt: input.allowed ? null : at.clock.now() } });
    if (input.allowed) await wakeItems(tx, ["spending_stopped"]);
  });
}
