import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { SkillGraph } from "#app/core/skill/graph.ts";
import { requireUnpaused } from "./store.server.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** A published version, ready to be run. */
export interface RunnableVersion {
  readonly id: string;
  readonly skillId: string;
  readonly skillName: string;
  readonly description: string;
  readonly number: number;
  readonly graph: SkillGraph;
}

const WITH_SKILL = { skill: { select: { description: true, archivedAt: true, pausedAt: true } } } as const;

/** The newest published version of a skill. Throws invalid_skill where there is none, and where the skill is archived. */
export async function newestVersion(at: WorkspaceContext, skillId: string): Promise<RunnableVersion> {
  const version = await withWorkspace(at, (tx) => tx.skillVersion.findFirst({ where: { skillId, kind: "published" }, orderBy: { number: "desc" }, include: WITH_SKILL }));
  if (!version) throw new AppError("invalid_skill", "never published", { say: "This skill is not published yet. Publish it first." });
  return runnable(version);
}

/** A version by its id. Throws not_found, and invalid_skill where the skill is archived. */
export async function versionById(at: WorkspaceContext, versionId: string): Promise<RunnableVersion> {
  const version = await withWorkspace(at, (tx) => tx.skillVersion.findUnique({ where: { id: versionId }, include: WITH_SKILL }));
  if (!version) throw new AppError("not_found", "no such version");
  return runnable(version);
}

function runnable(row: { id: string; skillId: string; name: string; number: number; graph: unknown; skill: { description: string; archivedAt: Date | null; pausedAt: Date | null } }): RunnableVersion {
  if (row.skill.archivedAt) throw new AppError("invalid_skill", "archived", { say: "This skill is archived. Take it back into the list to run it." });
  requireUnpaused(row.skill);
  return { description: row.skill.description, id: row.id, skillId: row.skillId, skillName: row.name, number: row.number, graph: SkillGraph.parse(row.graph) };
}
