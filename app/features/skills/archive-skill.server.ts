import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { refitPlan } from "../billing/refit-plan.server.ts";

/** Takes a skill out of the lists. Its versions, runs and outputs stay; a paused one may get its place. */
export async function archiveSkill(at: WorkspaceContext, input: { skillId: string }): Promise<void> {
  requireCan(at.actor, "edit-skills");
  await withWorkspace(at, async (tx) => {
    await tx.skill.updateMany({ where: { id: input.skillId }, data: { archivedAt: at.clock.now() } });
    await refitPlan(tx, at);
  });
}
