import type { WorkspaceContext } from "#app/core/context.ts";
import { againByHand, AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { planOf } from "#app/core/plans.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { refreshPlan } from "./refresh-plan.server.ts";

/**
 * Where the owner goes on to change the plan, on top of the admin: Shopify's page of plans, or its approval
 * of the one that was chosen. Null where nothing is left to approve: free was chosen, and what was
 * subscribed to is cancelled. Shops are billed by Shopify alone. `returnTo` is an address of ours.
 */
export async function choosePlan(at: WorkspaceContext, input: { handle: string; returnTo: string }): Promise<{ leaveTo: string | null }> {
  requireCan(at.actor, "manage");
  const plan = planOf(input.handle);
  if (!plan) throw new AppError("not_found", "no such plan", { say: "This plan is not offered any more." });
  const { workspaceId, billing } = at;
  const { shop, entitlement } = await withWorkspace(at, async (tx) => ({ shop: await tx.shop.findUnique({ where: { workspaceId } }), entitlement: await tx.entitlement.findUnique({ where: { workspaceId } }) }));
  if (!shop || shop.uninstalledAt) throw new AppError("shop_disconnected", "no shop to bill");
  if (billing.chooses === "each" && plan.priceMicros === 0) {
    if (entitlement?.subscriptionId) await billing.cancel(shop, entitlement.subscriptionId).catch(againByHand);
    await refreshPlan(at, workspaceId);
    return { leaveTo: null };
  }
  return { leaveTo: await billing.choose(shop, plan, input.returnTo).catch(againByHand) };
}
