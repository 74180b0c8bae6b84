import type { ActionFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { seeNotice } from "#app/features/accounts/see-notice.server.ts";
import { act, readJson } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";

const Seen = z.object({ id: z.uuid() });

/** Marks a notice as seen. */
export async function action({ request }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  return act(at, async () => seeNotice(at, await readJson(request, Seen)));
}
