import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** Takes a skill out of the lists. Its versions, runs and outputs stay. */
export async function archiveSkill(at: WorkspaceContext, input: { skillId: string }): Promise<void> {
  requireCan(at.actor, "edit-skills");
  await withWorkspace(at, (tx) => tx.skill.updateMany({ where: { id: input.skillId }, data: { archivedAt: at.clock.now() } }));
}
