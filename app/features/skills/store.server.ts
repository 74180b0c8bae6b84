import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { freeName } from "#app/core/skill/about.ts";
import { SkillGraph } from "#app/core/skill/graph.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";

/** A skill with its draft, and its newest version. Throws not_found. */
export async function loadSkill(tx: Tx, skillId: string) {
  const skill = await tx.skill.findUnique({ where: { id: skillId }, include: { versions: { where: { kind: "published" }, orderBy: { number: "desc" }, include: { _count: { select: { runs: true } } } } } });
  if (!skill) throw new AppError("not_found", "no such skill", { say: "This skill is not here any more." });
  const [newest] = skill.versions;
  return { skill, draft: SkillGraph.parse(skill.draft), newest: newest ? { ...newest, graph: SkillGraph.parse(newest.graph) } : undefined };
}

/** Adds a skill with this draft and no version, under the first name that is free. */
export async function insertSkill(tx: Tx, at: Pick<WorkspaceContext, "workspaceId" | "actor" | "clock">, skill: { readonly name: string; readonly description: string; readonly graph: SkillGraph; readonly templateId?: string | null }): Promise<{ id: string; name: string }> {
  const { workspaceId, actor, clock } = at;
  const taken = await tx.skill.findMany({ select: { name: true } });
  const name = freeName(skill.name, taken.map((other) => other.name));
  const { id } = await tx.skill.create({
    data: { workspaceId, name, description: skill.description, templateId: skill.templateId ?? null, draft: skill.graph, createdBy: actor.memberId, createdAt: clock.now(), updatedAt: clock.now() }, select: { id: true },
  });
  return { id, name };
}

/** Writes the draft of a skill, if nobody did since `revision` was read; gives the new revision. Throws conflict. */
export async function writeDraft(tx: Tx, at: Pick<WorkspaceContext, "clock">, skillId: string, revision: number, data: { readonly draft: SkillGraph; readonly name?: string; readonly description?: string }): Promise<number> {
  const { count } = await tx.skill.updateMany({ where: { id: skillId, draftRevision: revision }, data: { ...data, draftRevision: revision + 1, updatedAt: at.clock.now() } });
  if (count === 0) throw new AppError("conflict", "draft saved meanwhile", { say: "Somebody else saved this draft meanwhile. Reload to see it, then make your change again." });
  return revision + 1;
}
