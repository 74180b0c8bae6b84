import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import type { SkillGraph } from "#app/core/skill/graph.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { loadSkill } from "./store.server.ts";

/** New settings by node and field; what is not named stays. */
export const DraftInput = z.object({
  skillId: z.uuid(),
  revision: z.int().positive(),
  name: z.string().trim().min(1, "A skill needs a name").max(80, "At most 80 characters"),
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
    const { count } = await tx.skill.updateMany({
      where: { id: skill.id, draftRevision: input.revision },
      data: { draft: graph, name: input.name, draftRevision: input.revision + 1, updatedAt: at.clock.now() },
    });
    if (count === 0) throw new AppError("conflict", "draft saved meanwhile", { say: "Somebody else saved this draft meanwhile. Reload to see it, then make your change again." });
    return { revision: input.revision + 1 };
  });
}

function withParams(at: WorkspaceContext, draft: SkillGraph, changes: z.output<typeof DraftInput>["params"]): SkillGraph {
  return {
    ...draft,
    nodes: draft.nodes.map((node) => {
      const change = changes[node.id];
      if (!change) return node;
      const params = { ...node.params, ...change };
      const checked = at.nodes.get(node.type)?.params.strict().safeParse(params);
      const issue = checked?.error?.issues[0];
      if (issue) throw new AppError("invalid_input", "a setting does not fit", { field: `${node.id}.${issue.path.join(".")}`, say: issue.message });
      return { ...node, params };
    }),
  };
}
