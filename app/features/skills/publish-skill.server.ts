import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import type { SkillGraph } from "#app/core/skill/graph.ts";
import { missingFields } from "#app/core/skill/missing-fields.ts";
import { namedMetafields } from "#app/core/skill/named-metafields.ts";
import type { Problem } from "#app/core/skill/problem.ts";
import { skillProblems } from "#app/core/skill/skill-problems.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { sampleProducts } from "../catalog/sample-products.server.ts";
import { loadSkill, requireUnpaused } from "./store.server.ts";

/** Makes an immutable version of the draft, with a name of its own and what changed, both as the member likes; gives what it warns of. Throws invalid_skill while the draft has errors. */
export async function publishSkill(at: WorkspaceContext, input: { skillId: string; note: string; label?: string }): Promise<{ versionId: string; number: number; warnings: readonly Problem[] }> {
  requireCan(at.actor, "edit-skills");
  const { graph, ...version } = await makeVersion(at, input);
  return { ...version, warnings: await warningsOf(at, graph) };
}

function makeVersion(at: WorkspaceContext, input: { skillId: string; note: string; label?: string }): Promise<{ versionId: string; number: number; graph: SkillGraph }> {
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
    return { versionId: version.id, number, graph: draft };
  });
}

/** A shop that does not answer, or none, leaves out what depends on its products: the version is made. */
async function warningsOf(at: WorkspaceContext, graph: SkillGraph): Promise<Problem[]> {
  const warnings = skillProblems(graph, at).filter(({ severity }) => severity === "warning");
  try {
    return [...warnings, ...missingFields(graph, at.nodes, await sampleProducts(at, { metafields: namedMetafields(graph) }))];
  } catch (error) {
    if (error instanceof AppError) return warnings;
    throw error;
  }
}
