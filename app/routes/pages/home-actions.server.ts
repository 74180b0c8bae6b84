import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { dismissWelcome } from "#app/features/accounts/dismiss-welcome.server.ts";
import { searchProducts } from "#app/features/catalog/search-products.server.ts";
import { getRunForm } from "#app/features/runs/get-run-form.server.ts";
import { startRun } from "#app/features/runs/start-run.server.ts";
import { createSkill } from "#app/features/skills/create-skill.server.ts";

/** What the home page can ask for. */
export const HomeRequest = z.discriminatedUnion("do", [
  z.object({ do: z.literal("try"), requestKey: z.string().min(8).max(80) }),
  z.object({ do: z.literal("dismiss") }),
  z.object({ do: z.literal("use"), templateId: z.string().max(60) }),
]);

const TRIED = "white-square";
const THREE = 3;

/** Does it and says where to go next, as a path below the mount. */
export async function doHome(at: WorkspaceContext, request: z.output<typeof HomeRequest>): Promise<{ to: string }> {
  if (request.do === "dismiss") {
    await dismissWelcome(at);
    return { to: "" };
  }
  if (request.do === "use") return { to: `skills/${(await createSkill(at, { templateId: request.templateId })).skillId}` };
  const { products } = await searchProducts(at, { query: "", after: null });
  const ids = products.filter(({ photoCount, status }) => photoCount > 0 && status !== "ARCHIVED").slice(0, THREE).map(({ id }) => id);
  if (ids.length === 0) throw new AppError("no_photo", "no product with a photo", { say: "None of the first products of your shop has a photo. Add photos in Shopify, or choose other products." });
  const { skillId } = await createSkill(at, { templateId: TRIED });
  const { versionId } = await getRunForm(at, { skillId });
  const { runId } = await startRun(at, { versionId, selection: { kind: "products", ids }, answers: {}, requestKey: request.requestKey });
  await dismissWelcome(at);
  return { to: `runs/${runId}` };
}
