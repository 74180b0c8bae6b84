import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { requireRoom } from "../billing/require-room.server.ts";

/** Puts an archived skill back into the lists: it can be run again. Throws plan_skills where the plan has no room. */
export async function unarchiveSkill(at: WorkspaceContext, input: { skillId: string }): Promise<void> {
  requireCan(at.actor, "edit-skills");
  await withWorkspace(at, async (tx) => {
    if (!(await tx.skill.count({ where: { id: input.skillId, archivedAt: { not: null } } }))) return;
    await requireRoom(tx, at, "skills", 1);
    await tx.skill.updateMany({ where: { id: input.skillId }, data: { archivedAt: null } });
  });
}
