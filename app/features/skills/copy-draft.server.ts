import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { SkillGraph } from "#app/core/skill/graph.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { insertSkill } from "./store.server.ts";

/** A draft to be kept as a skill of its own. */
export const DraftCopy = z.object({ name: z.string().trim().min(1).max(80), graph: SkillGraph });

/** Keeps a draft as a skill of its own, so that a conflict loses nothing. */
export async function copyDraft(at: WorkspaceContext, input: z.output<typeof DraftCopy>): Promise<{ skillId: string }> {
  requireCan(at.actor, "edit-skills");
  return withWorkspace(at, async (tx) => ({ skillId: (await insertSkill(tx, at, { ...input, description: "" })).id }));
}
