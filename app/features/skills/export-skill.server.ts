import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { writeSkillFile } from "#app/core/skill/exchange.ts";
import { SkillGraph } from "#app/core/skill/graph.ts";
import { slugOf } from "#app/core/text-template.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { loadSkill } from "./store.server.ts";

/** A skill as one file: its draft, or one of its versions. It holds no key and nothing of the workspace but ids of assets. Throws not_found. */
export async function exportSkill(at: WorkspaceContext, input: { skillId: string; versionId: string | null }): Promise<{ fileName: string; text: string }> {
  requireCan(at.actor, "read");
  const { skill, draft } = await withWorkspace(at, (tx) => loadSkill(tx, input.skillId));
  const version = skill.versions.find(({ id }) => id === input.versionId);
  if (input.versionId !== null && !version) throw new AppError("not_found", "no such version");
  const { name } = version ?? skill;
  return {
    fileName: `${slugOf(name)}-${version ? `v${version.number}` : "draft"}.piccaso.json`,
    text: writeSkillFile({ name, description: skill.description, graph: version ? SkillGraph.parse(version.graph) : draft }),
  };
}
