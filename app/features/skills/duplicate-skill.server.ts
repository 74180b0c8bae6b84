import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { insertSkill, loadSkill } from "./store.server.ts";

/** Makes another skill of the draft of this one. Versions, runs and results stay with the first. Throws not_found. */
export async function duplicateSkill(at: WorkspaceContext, input: { skillId: string }): Promise<{ skillId: string }> {
  requireCan(at.actor, "edit-skills");
  return withWorkspace(at, async (tx) => {
    const { skill: { name, description, templateId }, draft } = await loadSkill(tx, input.skillId);
    return { skillId: (await insertSkill(tx, at, { name: `${name} copy`, description, graph: draft, templateId })).id };
  });
}
