import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** Moves assets to another folder. */
export async function moveAssets(at: WorkspaceContext, input: { ids: readonly string[]; folderId: string }): Promise<{ moved: number }> {
  requireCan(at.actor, "edit-assets");
  return withWorkspace(at, async (tx) => {
    if (!(await tx.folder.count({ where: { id: input.folderId } }))) throw new AppError("not_found", "no such folder");
    const { count } = await tx.asset.updateMany({ where: { id: { in: [...input.ids] } }, data: { folderId: input.folderId } });
    return { moved: count };
  });
}
