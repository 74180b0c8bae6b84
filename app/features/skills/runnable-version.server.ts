import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { SkillGraph } from "#app/core/skill/graph.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** A published version, ready to be run. */
export interface RunnableVersion {
  readonly id: string;
  readonly skillId: string;
  readonly skillName: string;
  readonly number: number;
  readonly graph: SkillGraph;
}

/** The newest published version of a skill. Throws invalid_skill where there is none. */
export async function newestVersion(at: WorkspaceContext, skillId: string): Promise<RunnableVersion> {
  const version = await withWorkspace(at, (tx) => tx.skillVersion.findFirst({ where: { skillId, kind: "published" }, orderBy: { number: "desc" } }));
  if (!version) throw new AppError("invalid_skill", "never published", { say: "This skill is not published yet. Publish it first." });
  return runnable(version);
}

/** A version by its id. Throws not_found. */
export async function versionById(at: WorkspaceContext, versionId: string): Promise<RunnableVersion> {
  const version = await withWorkspace(at, (tx) => tx.skillVersion.findUnique({ where: { id: versionId } }));
  if (!version) throw new AppError("not_found", "no such version");
  return runnable(version);
}

function runnable(row: { id: string; skillId: string; name: string; number: number; graph: unknown }): RunnableVersion {
  return { id: row.id, skillId: row.skillId, skillName: row.name, number: row.number, graph: SkillGraph.parse(row.graph) };
}
