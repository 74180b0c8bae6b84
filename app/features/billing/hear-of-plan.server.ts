import type { Context } from "#app/core/context.ts";
import { findShopByDomain } from "../accounts/find-shop.server.ts";
import { refreshPlan } from "./refresh-plan.server.ts";

/** app_subscriptions/update: a signal that something changed; what it is now is asked of Shopify. Throws while Shopify does not answer. */
export async function hearOfPlan(context: Context, domain: string): Promise<string> {
  const shop = await findShopByDomain(context.db, domain);
  if (!shop) return "ignored: this shop is not known";
  if (shop.uninstalledAt) return "ignored: the shop is not connected";
  await refreshPlan(context, shop.workspaceId);
  return "done: plan asked for";
}
