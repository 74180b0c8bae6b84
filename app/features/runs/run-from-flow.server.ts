import { z } from "zod";
import type { Context, WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { asksImage } from "#app/core/skill/asks-image.ts";
import { actAsSystem } from "../accounts/act-as-system.server.ts";
import { findShopByDomain } from "../accounts/find-shop.server.ts";
import { listSkills } from "../skills/list-skills.server.ts";
import { getRunForm } from "./get-run-form.server.ts";
import { startRun } from "./start-run.server.ts";
import { suggestedAnswers } from "./suggested-answers.ts";

/**
 * What Shopify Flow sends when a workflow comes to our step (shopify.dev, Flow action endpoints). The run's id is
 * the same however often it is sent; a product comes as its number.
 */
export const FlowOrder = z.object({
  shopify_domain: z.string().regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/),
  action_run_id: z.string().regex(/^[\w:.-]{1,70}$/),
  properties: z.object({
    product_id: z.union([z.string(), z.number()]).transform((id) => String(id).replace("gid://shopify/Product/", "")).pipe(z.string().regex(/^\d{1,20}$/)),
    skill: z.string().trim().min(1).max(200),
  }),
});

/** Runs a skill on one product for a workflow, with the rights of an operator and the skill's own suggestions as answers. The same order again is the same run. */
export async function runFromFlow(context: Context, order: z.output<typeof FlowOrder>): Promise<{ runId: string }> {
  const shop = await findShopByDomain(context.db, order.shopify_domain);
  if (!shop) throw new AppError("shop_disconnected", "no such shop");
  const at: WorkspaceContext = { ...(await actAsSystem(context, shop.workspaceId)), actor: { memberId: null, role: "operator" } };
  const { versionId, questions } = await getRunForm(at, { skillId: await skillNamed(at, order.properties.skill) });
  const asks = questions.find(({ question }) => asksImage(question));
  if (asks) throw new AppError("missing_answer", "asks for an image", { say: `This skill asks for an image (“${asks.question.label}”), so a workflow cannot run it.` });
  return startRun(at, { versionId, answers: suggestedAnswers(questions), requestKey: `flow-${order.action_run_id}`, selection: { kind: "products", ids: [`gid://shopify/Product/${order.properties.product_id}`] } });
}

async function skillNamed(at: WorkspaceContext, name: string): Promise<string> {
  const wanted = name.toLowerCase();
  const [skill, another] = (await listSkills(at)).filter((one) => one.version !== null && one.name.trim().toLowerCase() === wanted);
  if (!skill) throw new AppError("not_found", "no skill of this name", { say: `No published skill is called “${name}”. Write its name as it stands under Skills.` });
  if (another) throw new AppError("conflict", "two skills of this name", { say: `Two skills are called “${name}”. Rename one of them.` });
  return skill.id;
}
