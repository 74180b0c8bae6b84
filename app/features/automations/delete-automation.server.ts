import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { withdraw } from "../accounts/notices.server.ts";
import { listenForTriggers } from "./store.server.ts";

/** Deletes it. Its runs stay, and say what started them. */
export async function deleteAutomation(at: WorkspaceContext, { id }: { readonly id: string }): Promise<void> {
  requireCan(at.actor, "manage");
  await withWorkspace(at, async (tx) => {
    await tx.automation.deleteMany({ where: { id } });
    await withdraw(tx, id, ["automation-stopped"]);
    await listenForTriggers(tx, at);
  });
}
