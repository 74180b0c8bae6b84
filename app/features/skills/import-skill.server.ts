import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { readSkillFile } from "#app/core/skill/exchange.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { insertSkill } from "./store.server.ts";

/** Makes a skill of a file. It has no version: whoever imports it sees what is wrong with it first. Throws like readSkillFile. */
export async function importSkill(at: WorkspaceContext, input: { bytes: Uint8Array }): Promise<{ skillId: string; name: string }> {
  requireCan(at.actor, "edit-skills");
  const skill = readSkillFile(input.bytes);
  return withWorkspace(at, async (tx) => {
    const { id, name } = await insertSkill(tx, at, skill);
    return { skillId: id, name };
  });
}
