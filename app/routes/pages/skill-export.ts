import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { exportSkill } from "#app/features/skills/export-skill.server.ts";
import { answer } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";

const Params = z.object({ skillId: z.uuid() });
const Query = z.object({ version: z.uuid().nullable() });

/** A skill as a file: its draft, or the version that is named. The page fetches it with the sign-in of its surface; a plain link would have no token. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  const { fileName, text } = await answer(() => {
    const { version } = Query.parse({ version: new URL(request.url).searchParams.get("version") });
    return exportSkill(at, { skillId: Params.parse(params).skillId, versionId: version });
  });
  return new Response(text, {
    headers: {
      "content-type": "application/json; charset=utf-8", "content-disposition": `attachment; filename="${fileName}"`,
      "cache-control": "no-store", "x-content-type-options": "nosniff",
    },
  });
}
