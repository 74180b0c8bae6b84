import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { diffGraphs } from "#app/core/skill/diff.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { loadSkill } from "./store.server.ts";
import { templateView } from "./template-view.ts";
import { TEMPLATES } from "./templates/templates.ts";

/** What the template of a skill makes, as pictures, while its newest version still does exactly that; null otherwise, so that nothing is shown that the skill would not make. */
export async function templatePicture(at: WorkspaceContext, input: { skillId: string }): Promise<{ before: string; after: string } | null> {
  requireCan(at.actor, "read");
  const { skill, newest } = await withWorkspace(at, (tx) => loadSkill(tx, input.skillId));
  const template = TEMPLATES.find(({ id }) => id === skill.templateId);
  if (!template || !newest || diffGraphs(template.graph, newest.graph, at).length > 0) return null;
  const { before, after } = templateView(at, template);
  return after === null ? null : { before, after };
}
