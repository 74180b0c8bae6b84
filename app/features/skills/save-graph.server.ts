import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { SkillGraph } from "#app/core/skill/graph.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { loadSkill, requireUnpaused } from "./store.server.ts";

/** The whole draft as the builder holds it, and the revision that it was made from. */
export const GraphInput = z.object({
  revision: z.int().positive(),
  name: z.string().trim().min(1, "A skill needs a name").max(80, "At most 80 characters"),
  graph: SkillGraph,
  /** A revision of somebody else's that this one replaces: it is kept in the skill's history. */
  replaces: z.int().positive().nullable(),
});

/** A draft that somebody else saved meanwhile. */
export interface OtherDraft {
  readonly revision: number;
  readonly name: string;
  readonly graph: SkillGraph;
  readonly savedAt: string;
  /** Whether it is from another member, and not from another window of the same one. */
  readonly byAnother: boolean;
}

/**
 * Saves the draft of the builder. Where somebody saved after `revision` was read, nothing is written and their
 * draft comes back, unless `replaces` names that very revision: then theirs is kept as a draft of the history.
 * Throws not_found and forbidden.
 */
export async function saveGraph(at: WorkspaceContext, input: z.output<typeof GraphInput> & { readonly skillId: string }): Promise<{ revision: number } | { other: OtherDraft }> {
  requireCan(at.actor, "edit-skills");
  const { memberId } = at.actor;
  return withWorkspace(at, async (tx) => {
    await tx.$executeRaw`select 1 from "Skill" where "id" = ${input.skillId}::uuid for update`;
    const { skill, draft } = await loadSkill(tx, input.skillId);
    requireUnpaused(skill);
    if (skill.draftRevision !== input.revision && skill.draftRevision !== input.replaces) {
      return { other: { revision: skill.draftRevision, name: skill.name, graph: draft, savedAt: skill.updatedAt.toISOString(), byAnother: skill.draftSavedBy !== memberId } };
    }
    if (skill.draftRevision === input.replaces && input.replaces !== input.revision) {
      await tx.skillVersion.create({ data: { workspaceId: at.workspaceId, skillId: skill.id, kind: "draft", number: 0, name: skill.name, note: "Draft that was replaced", graph: draft, publishedBy: skill.draftSavedBy } });
    }
    const revision = skill.draftRevision + 1;
    await tx.skill.update({ where: { id: skill.id }, data: { draft: input.graph, name: input.name, draftRevision: revision, draftSavedBy: memberId, updatedAt: at.clock.now() } });
    return { revision };
  });
}
