import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { archiveSkill } from "#app/features/skills/archive-skill.server.ts";
import { publishSkill } from "#app/features/skills/publish-skill.server.ts";
import { saveDraft } from "#app/features/skills/save-draft.server.ts";

const Params = z.record(z.string(), z.record(z.string(), z.json()));

/** What a skill's page can ask for. */
export const SkillRequest = z.discriminatedUnion("do", [
  z.object({ do: z.literal("save"), revision: z.int().positive(), name: z.string().trim().min(1, "A skill needs a name").max(80, "At most 80 characters"), params: Params }),
  z.object({ do: z.literal("publish"), note: z.string().max(200, "At most 200 characters") }),
  z.object({ do: z.literal("archive") }),
]);

/** Does it and says what was done. */
export async function doSkill(at: WorkspaceContext, skillId: string, request: z.output<typeof SkillRequest>) {
  if (request.do === "save") {
    const { revision, name, params } = request;
    return { did: "saved" as const, ...(await saveDraft(at, { skillId, revision, name, params })) };
  }
  if (request.do === "publish") return { did: "published" as const, ...(await publishSkill(at, { skillId, note: request.note })) };
  await archiveSkill(at, { skillId });
  return { did: "archived" as const };
}
