import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** Deletes a saved selection. Runs that were started with it keep what they froze. */
export async function deleteSelection(at: WorkspaceContext, { id }: { readonly id: string }): Promise<void> {
  requireCan(at.actor, "run");
  await withWorkspace(at, (tx) => tx.savedSelection.deleteMany({ where: { id } }));
}
