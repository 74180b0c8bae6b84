import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { skillProblems } from "#app/core/skill/skill-problems.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { loadSkill, requireUnpaused } from "./store.server.ts";

/** Makes an immutable version of the draft, with a name of its own and what changed, both as the member likes. Throws invalid_skill while the draft has errors. */
export async function publishSkill(at: WorkspaceContext, input: { skillId: string; note: string; label?: string }): Promise<{ versionId: string; number: number }> {
  requireCan(at.actor, "edit-skills");
  return withWorkspace(at, async (tx) => {
    const { skill, draft, newest } = await loadSkill(tx, input.skillId);
    requireUnpaused(skill);
    const error = skillProblems(draft, at).find(({ severity }) => severity === "error");
    if (error) throw new AppError("invalid_skill", error.code, { say: `${error.what} ${error.fix}` });
    const number = (newest?.number ?? 0) + 1;
    const version = await tx.skillVersion.create({
      data: { workspaceId: at.workspaceId, skillId: skill.id, number, name: skill.name, label: (input.label ?? "").trim().slice(0, 60), note: input.note.trim().slice(0, 200), graph: draft, publishedBy: at.actor.memberId },
    });
    await tx.skill.update({ where: { id: skill.id }, data: { updatedAt: at.clock.now() } });
    return { versionId: version.id, number };
  });
}
