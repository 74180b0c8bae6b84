import type { WorkspaceContext } from "#app/core/context.ts";
import { web } from "./process.server.ts";

/** Where Shopify brings a person back to after a plan was approved or declined: the page of the plan, inside the admin. */
export function planReturn({ shopDomain }: Pick<WorkspaceContext, "shopDomain">): string {
  const store = (shopDomain ?? "").replace(".myshopify.com", "");
  return `https://admin.shopify.com/store/${encodeURIComponent(store)}/apps/${web.env.SHOPIFY_APP_HANDLE}/app/settings/plan`;
}
