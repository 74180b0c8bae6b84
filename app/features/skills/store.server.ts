import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { freeName } from "#app/core/skill/about.ts";
import { SkillGraph } from "#app/core/skill/graph.ts";
import { requireRoom } from "../billing/require-room.server.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";

/** A skill with its draft, and its newest version. Throws not_found. */
export async function loadSkill(tx: Tx, skillId: string) {
  const skill = await tx.skill.findUnique({ where: { id: skillId }, include: { versions: { where: { kind: "published" }, orderBy: { number: "desc" }, include: { _count: { select: { runs: true } } } } } });
  if (!skill) throw new AppError("not_found", "no such skill", { say: "This skill is not here any more." });
  const [newest] = skill.versions;
  return { skill, draft: SkillGraph.parse(skill.draft), newest: newest ? { ...newest, graph: SkillGraph.parse(newest.graph) } : undefined };
}

/** Throws plan_paused for a skill that the plan has no room for: it can be read and exported, not changed, published or run. */
export function requireUnpaused(skill: { readonly pausedAt: Date | null }): void {
  if (skill.pausedAt) throw new AppError("plan_paused", "a paused skill", { say: "The plan has no room for this skill, so it is paused: it can be read and exported. Archive another skill, or choose a larger plan under Settings, Plan." });
}

/** Adds a skill with this draft and no version, under the first name that is free. Throws plan_skills where the plan has no room. */
export async function insertSkill(tx: Tx, at: Pick<WorkspaceContext, "workspaceId" | "actor" | "clock">, skill: { readonly name: string; readonly description: string; readonly graph: SkillGraph; readonly templateId?: string | null }): Promise<{ id: string; name: string }> {
  const { workspaceId, actor, clock } = at;
  await requireRoom(tx, at, "skills", 1);
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
  const paused = await tx.skill.findUnique({ where: { id: skillId }, select: { pausedAt: true } });
  if (paused) requireUnpaused(paused);
  if (count === 0) throw new AppError("conflict", "draft saved meanwhile", { say: "Somebody else saved this draft meanwhile. Reload to see it, then make your change again." });
  return revision + 1;
}
