import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { FORMAT, SkillGraph } from "#app/core/skill/graph.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { insertSkill } from "./store.server.ts";

/** Where every skill begins and ends, with room between them for what it is to do. */
const BLANK = SkillGraph.parse({
  format: FORMAT, edges: [],
  nodes: [
    { id: "product", type: "product.read", version: 1, name: null, params: {}, position: { x: 0, y: 0 } },
    { id: "output", type: "output.save", version: 1, name: null, params: {}, position: { x: 560, y: 0 } },
  ],
});

/** Makes a skill to be drawn: a product and an output that are not connected yet. It has no version. */
export async function createBlankSkill(at: WorkspaceContext): Promise<{ skillId: string }> {
  requireCan(at.actor, "edit-skills");
  return withWorkspace(at, async (tx) => ({ skillId: (await insertSkill(tx, at, { name: "New skill", description: "", graph: BLANK })).id }));
}
