import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { SkillDescription, SkillName } from "#app/core/skill/about.ts";
import type { SkillGraph } from "#app/core/skill/graph.ts";
import { unstorable } from "#app/core/skill/storable.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { loadSkill, writeDraft } from "./store.server.ts";

/** New settings by node and field, a name and what it does; what is not named stays. */
export const DraftInput = z.object({
  skillId: z.uuid(),
  revision: z.int().positive(),
  name: SkillName,
  description: SkillDescription.optional(),
  params: z.record(z.string(), z.record(z.string(), z.json())),
});

/**
 * Saves the draft's settings and name. Throws `conflict` when somebody saved after this revision was
 * read, and `invalid_input` with the first field that its node does not accept.
 */
export async function saveDraft(at: WorkspaceContext, input: z.output<typeof DraftInput>): Promise<{ revision: number }> {
  requireCan(at.actor, "edit-skills");
  return withWorkspace(at, async (tx) => {
    const { skill, draft } = await loadSkill(tx, input.skillId);
    const graph = withParams(at, draft, input.params);
    return { revision: await writeDraft(tx, at, skill.id, input.revision, { draft: graph, name: input.name, ...(input.description === undefined ? {} : { description: input.description }) }) };
  });
}

function withParams(at: WorkspaceContext, draft: SkillGraph, changes: z.output<typeof DraftInput>["params"]): SkillGraph {
  return {
    ...draft,
    nodes: draft.nodes.map((node) => {
      const change = changes[node.id];
      if (!change) return node;
      const params = { ...node.params, ...change };
      const trouble = unstorable(change);
      if (trouble) throw new AppError("invalid_input", "a setting cannot be stored", { field: node.id, say: trouble });
      const checked = at.nodes.get(node.type)?.params.strict().safeParse(params);
      const issue = checked?.error?.issues[0];
      if (issue) throw new AppError("invalid_input", "a setting does not fit", { field: `${node.id}.${issue.path.join(".")}`, say: issue.message });
      return { ...node, params };
    }),
  };
}
