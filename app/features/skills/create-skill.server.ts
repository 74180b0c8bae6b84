import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { insertSkill } from "./store.server.ts";
import { TEMPLATES } from "./templates/templates.ts";

/** Makes a skill from a template. It is published as version 1, so that it can be run at once, unless it is to be edited first. */
export async function createSkill(at: WorkspaceContext, input: { templateId: string; editFirst?: boolean }): Promise<{ skillId: string }> {
  requireCan(at.actor, "edit-skills");
  const template = TEMPLATES.find(({ id }) => id === input.templateId);
  if (!template) throw new AppError("not_found", "no such template");
  return withWorkspace(at, async (tx) => {
    const { id, name } = await insertSkill(tx, at, { ...template, templateId: template.id });
    if (!input.editFirst) await tx.skillVersion.create({ data: { workspaceId: at.workspaceId, skillId: id, number: 1, name, note: "From the template", graph: template.graph, publishedBy: at.actor.memberId } });
    return { skillId: id };
  });
}
