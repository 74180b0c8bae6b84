import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** Puts an archived skill back into the lists: it can be run again. */
export async function unarchiveSkill(at: WorkspaceContext, input: { skillId: string }): Promise<void> {
  requireCan(at.actor, "edit-skills");
  await withWorkspace(at, (tx) => tx.skill.updateMany({ where: { id: input.skillId }, data: { archivedAt: null } }));
}
