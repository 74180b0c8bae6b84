import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { listenForTriggers } from "./store.server.ts";

/** Starts no run any more until it is resumed; runs that are under way go on. */
export async function pauseAutomation(at: WorkspaceContext, { id }: { readonly id: string }): Promise<void> {
  requireCan(at.actor, "manage");
  await withWorkspace(at, async (tx) => {
    await tx.automation.updateMany({ where: { id, state: "running" }, data: { state: "paused", say: null } });
    await listenForTriggers(tx, at);
  });
}
