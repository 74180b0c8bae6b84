import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { toAppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { SkillGraph } from "#app/core/skill/graph.ts";
import { questionsOf } from "#app/core/skill/questions.ts";
import { quoteOf } from "#app/core/skill/quote.ts";
import { asksImage } from "#app/core/skill/asks-image.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** A published skill that can start by itself. `eachMicros` is what one item costs at most, 0 where nothing is bought. */
export interface AutomatableSkill {
  readonly id: string;
  readonly name: string;
  readonly eachMicros: number;
}

const Row = z.object({ skillId: z.uuid(), name: z.string(), graph: SkillGraph });

/** The skills whose newest version can start by itself, by name: those that ask for an image cannot, nor those whose model has no price any more. */
export async function automatableSkills(at: WorkspaceContext): Promise<AutomatableSkill[]> {
  requireCan(at.actor, "read");
  const rows = z.array(Row).parse(await withWorkspace(at, (tx) => tx.$queryRaw`
    select distinct on (v."skillId") v."skillId", s."name", v."graph" from "SkillVersion" v join "Skill" s on s."id" = v."skillId"
     where v."kind" = 'published' and s."archivedAt" is null and s."pausedAt" is null order by v."skillId", v."number" desc`));
  return rows.flatMap(({ skillId, name, graph }) => {
    if (questionsOf(graph, at.nodes).some(({ question }) => asksImage(question))) return [];
    const eachMicros = priceOf(at, graph);
    return eachMicros === null ? [] : [{ id: skillId, name, eachMicros }];
  }).sort((a, b) => a.name.localeCompare(b.name));
}

function priceOf(at: WorkspaceContext, graph: SkillGraph): number | null {
  try {
    return quoteOf(graph, at.nodes, at.models, 1).maximumMicros;
  } catch (thrown) {
    const error = toAppError(thrown);
    if (error.code === "internal") throw thrown;
    return null;
  }
}
