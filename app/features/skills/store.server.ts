import { AppError } from "#app/core/errors.ts";
import { SkillGraph } from "#app/core/skill/graph.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";

/** A skill with its draft, and its newest version. Throws not_found. */
export async function loadSkill(tx: Tx, skillId: string) {
  const skill = await tx.skill.findUnique({ where: { id: skillId }, include: { versions: { where: { kind: "published" }, orderBy: { number: "desc" }, include: { _count: { select: { runs: true } } } } } });
  if (!skill) throw new AppError("not_found", "no such skill", { say: "This skill is not here any more." });
  const [newest] = skill.versions;
  return { skill, draft: SkillGraph.parse(skill.draft), newest: newest ? { ...newest, graph: SkillGraph.parse(newest.graph) } : undefined };
}
