import type { Log } from "#app/core/context.ts";
import type { ShopBilling } from "#app/core/ports/shop-billing.ts";
import type { ShopGateway } from "#app/core/ports/shop-gateway.ts";
import type { Env } from "../env.server.ts";
import { appPricing } from "./app-pricing.server.ts";
import { billingApi } from "./billing-api.server.ts";

type Settings = Pick<Env, "SHOPIFY_BILLING" | "SHOPIFY_BILLING_TEST" | "SHOPIFY_APP_HANDLE" | "SHOPIFY_PARTNER_ORGANISATION" | "SHOPIFY_PARTNER_APP" | "SHOPIFY_PARTNER_TOKEN">;

/** How shops pay here, by the environment. */
export function createBilling(env: Settings, parts: { readonly shops: ShopGateway; readonly shopFetch: typeof fetch; readonly log: Log }): ShopBilling {
  const { SHOPIFY_BILLING_TEST: test, SHOPIFY_PARTNER_ORGANISATION: organisation, SHOPIFY_PARTNER_APP: appId, SHOPIFY_PARTNER_TOKEN: token } = env;
  if (env.SHOPIFY_BILLING === "billing-api") return billingApi({ shops: parts.shops, test });
  return appPricing({ ...parts, test, appHandle: env.SHOPIFY_APP_HANDLE, partner: organisation && appId && token ? { organisation, appId, token } : undefined });
}
