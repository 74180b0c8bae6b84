import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** A folder's name: 1 to 60 characters. */
export const FolderName = z.string().trim().min(1, "Write a name").max(60, "At most 60 characters");

/** Makes a folder at the end of the list. */
export async function createFolder(at: WorkspaceContext, input: { name: string }): Promise<{ id: string }> {
  requireCan(at.actor, "edit-assets");
  const name = FolderName.parse(input.name);
  return withWorkspace(at, async (tx) => {
    if (await tx.folder.count({ where: { name } })) throw new AppError("invalid_input", "folder exists", { field: "name", say: `There is a folder “${name}” already.` });
    const position = await tx.folder.count();
    return tx.folder.create({ data: { workspaceId: at.workspaceId, name, position }, select: { id: true } });
  });
}
