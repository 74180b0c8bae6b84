import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { SkillGraph } from "#app/core/skill/graph.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { writeDraft } from "./store.server.ts";

/**
 * Makes the graph of a version the draft. The version stays as it is, and runs go on with the newest one until the draft is
 * published. Throws not_found, and conflict when somebody saved after `revision` was read.
 */
export async function restoreVersion(at: WorkspaceContext, input: { skillId: string; versionId: string; revision: number }): Promise<{ revision: number; number: number }> {
  requireCan(at.actor, "edit-skills");
  return withWorkspace(at, async (tx) => {
    const version = await tx.skillVersion.findFirst({ where: { id: input.versionId, skillId: input.skillId } });
    if (!version) throw new AppError("not_found", "no such version");
    return { revision: await writeDraft(tx, at, input.skillId, input.revision, { draft: SkillGraph.parse(version.graph) }), number: version.number };
  });
}
