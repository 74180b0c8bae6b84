import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import type { Micros } from "#app/core/money.ts";
import { requireCan } from "#app/core/permissions.ts";
import { diffGraphs, renamed } from "#app/core/skill/diff.ts";
import { SkillGraph } from "#app/core/skill/graph.ts";
import { quoteOf } from "#app/core/skill/quote.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { loadSkill } from "./store.server.ts";
import type { ComparisonView } from "./views.ts";

/** What differs between two states of a skill, each a version's id, or null for the draft. Throws not_found. */
export async function compareVersions(at: WorkspaceContext, input: { skillId: string; from: string | null; to: string | null }): Promise<ComparisonView> {
  requireCan(at.actor, "read");
  const { skill, draft } = await withWorkspace(at, (tx) => loadSkill(tx, input.skillId));
  const stateOf = (id: string | null) => {
    if (id === null) return { name: skill.name, graph: draft };
    const version = skill.versions.find((one) => one.id === id);
    if (!version) throw new AppError("not_found", "no such version");
    return { name: version.name, graph: SkillGraph.parse(version.graph) };
  };
  const [from, to] = [stateOf(input.from), stateOf(input.to)];
  return {
    from: input.from, to: input.to, changes: [...renamed(skill.id, from.name, to.name), ...diffGraphs(from.graph, to.graph, at)],
    fromMicros: costOf(at, from.graph), toMicros: costOf(at, to.graph),
  };
}

/** What a product is expected to cost; null where a model is not there any more or has no price. */
function costOf({ nodes, models }: Pick<WorkspaceContext, "nodes" | "models">, graph: SkillGraph): Micros | null {
  try {
    return quoteOf(graph, nodes, models, 1).expectedMicros;
  } catch (error) {
    if (error instanceof AppError && error.status < 500) return null;
    throw error;
  }
}
