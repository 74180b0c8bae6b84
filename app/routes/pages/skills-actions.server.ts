import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { MOST_FILE_BYTES } from "#app/core/skill/exchange.ts";
import { createBlankSkill } from "#app/features/skills/create-blank-skill.server.ts";
import { createSkill } from "#app/features/skills/create-skill.server.ts";
import { importSkill } from "#app/features/skills/import-skill.server.ts";
import { readFile, readJson } from "#app/routes/answer.server.ts";

const SkillsRequest = z.discriminatedUnion("do", [
  z.object({ do: z.literal("use"), templateId: z.string().max(60) }),
  /** A template that is changed before its first version. */
  z.object({ do: z.literal("edit"), templateId: z.string().max(60) }),
  z.object({ do: z.literal("blank") }),
]);

/** Makes a skill: of a template, blank, or of a file. */
export async function doSkills(at: WorkspaceContext, request: Request) {
  if (request.headers.get("content-type")?.startsWith("multipart/form-data")) {
    const file = readFile(await request.formData(), "file");
    // The reader checks this too; here it is known before the file is copied.
    if (file.size > MOST_FILE_BYTES) throw new AppError("too_large", "a large skill", { field: "file", say: `This file is larger than ${MOST_FILE_BYTES / 1_000_000} MB, the most that a skill may have.` });
    return { did: "imported" as const, ...(await importSkill(at, { bytes: new Uint8Array(await file.arrayBuffer()) })) };
  }
  const asked = await readJson(request, SkillsRequest);
  switch (asked.do) {
    case "use": return { did: "used" as const, ...(await createSkill(at, { templateId: asked.templateId })) };
    case "edit": return { did: "begun" as const, ...(await createSkill(at, { templateId: asked.templateId, editFirst: true })) };
    case "blank": return { did: "begun" as const, ...(await createBlankSkill(at)) };
  }
}
