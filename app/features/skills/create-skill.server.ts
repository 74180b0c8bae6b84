import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { TEMPLATES } from "./templates/templates.ts";

/** Makes a skill from a template and publishes it as version 1, so that it can be run at once. */
export async function createSkill(at: WorkspaceContext, input: { templateId: string }): Promise<{ skillId: string }> {
  requireCan(at.actor, "edit-skills");
  const template = TEMPLATES.find(({ id }) => id === input.templateId);
  if (!template) throw new AppError("not_found", "no such template");
  return withWorkspace(at, async (tx) => {
    const taken = await tx.skill.count({ where: { templateId: template.id } });
    const name = taken ? `${template.name} ${taken + 1}` : template.name;
    const skill = await tx.skill.create({ data: { workspaceId: at.workspaceId, name, templateId: template.id, draft: template.graph, createdBy: at.actor.memberId } });
    await tx.skillVersion.create({ data: { workspaceId: at.workspaceId, skillId: skill.id, number: 1, name, note: "From the template", graph: template.graph, publishedBy: at.actor.memberId } });
    return { skillId: skill.id };
  });
}
