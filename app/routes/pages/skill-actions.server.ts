import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { SkillDescription, SkillName, VersionLabel, VersionNote } from "#app/core/skill/about.ts";
import { archiveSkill } from "#app/features/skills/archive-skill.server.ts";
import { compareVersions } from "#app/features/skills/compare-versions.server.ts";
import { duplicateSkill } from "#app/features/skills/duplicate-skill.server.ts";
import { publishSkill } from "#app/features/skills/publish-skill.server.ts";
import { restoreVersion } from "#app/features/skills/restore-version.server.ts";
import { saveDraft } from "#app/features/skills/save-draft.server.ts";
import { unarchiveSkill } from "#app/features/skills/unarchive-skill.server.ts";

const Params = z.record(z.string(), z.record(z.string(), z.json()));
const Revision = z.int().positive();
/** A version's id, or null for the draft. */
const State = z.uuid().nullable();

/** What a skill's page can ask for. */
export const SkillRequest = z.discriminatedUnion("do", [
  z.object({ do: z.literal("save"), revision: Revision, name: SkillName, description: SkillDescription.optional(), params: Params }),
  z.object({ do: z.literal("publish"), label: VersionLabel.default(""), note: VersionNote }),
  z.object({ do: z.literal("restore"), versionId: z.uuid(), revision: Revision }),
  z.object({ do: z.literal("compare"), from: State, to: State }),
  z.object({ do: z.literal("duplicate") }),
  z.object({ do: z.literal("archive") }),
  z.object({ do: z.literal("unarchive") }),
]);

/** Does it and says what was done. */
export async function doSkill(at: WorkspaceContext, skillId: string, request: z.output<typeof SkillRequest>) {
  switch (request.do) {
    case "save": {
      const { revision, name, description, params } = request;
      return { did: "saved" as const, ...(await saveDraft(at, { skillId, revision, name, description, params })) };
    }
    case "publish": return { did: "published" as const, ...(await publishSkill(at, { skillId, label: request.label, note: request.note })) };
    case "restore": return { did: "restored" as const, ...(await restoreVersion(at, { skillId, versionId: request.versionId, revision: request.revision })) };
    case "compare": return { did: "compared" as const, comparison: await compareVersions(at, { skillId, from: request.from, to: request.to }) };
    case "duplicate": return { did: "duplicated" as const, ...(await duplicateSkill(at, { skillId })) };
    case "archive": await archiveSkill(at, { skillId }); return { did: "archived" as const };
    case "unarchive": await unarchiveSkill(at, { skillId }); return { did: "unarchived" as const };
  }
}
