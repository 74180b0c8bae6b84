import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { SkillGraph } from "#app/core/skill/graph.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** The graph of a version, or of a draft that was kept. Throws not_found. */
export async function getVersion(at: WorkspaceContext, input: { readonly skillId: string; readonly versionId: string }): Promise<{ name: string; graph: SkillGraph }> {
  requireCan(at.actor, "read");
  const version = await withWorkspace(at, (tx) => tx.skillVersion.findFirst({ where: { id: input.versionId, skillId: input.skillId }, select: { name: true, graph: true } }));
  if (!version) throw new AppError("not_found", "no such version", { say: "This version is not here any more." });
  return { name: version.name, graph: SkillGraph.parse(version.graph) };
}
