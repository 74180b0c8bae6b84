import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { requireFree } from "./save-selection.server.ts";

/** Gives a saved selection another name; whatever uses it goes on doing so. */
export async function renameSelection(at: WorkspaceContext, { id, name }: { readonly id: string; readonly name: string }): Promise<void> {
  requireCan(at.actor, "run");
  await withWorkspace(at, async (tx) => {
    const row = await tx.savedSelection.findUnique({ where: { id }, select: { name: true } });
    if (!row) throw new AppError("not_found", "no such saved selection", { say: "This saved selection is not here any more." });
    if (row.name === name) return;
    await requireFree(tx, at.workspaceId, name);
    await tx.savedSelection.update({ where: { id }, data: { name } });
  });
}
