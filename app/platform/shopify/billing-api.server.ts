import type { ShopBilling } from "#app/core/ports/shop-billing.ts";
import type { ShopGateway } from "#app/core/ports/shop-gateway.ts";

/** The Billing API: each plan is ordered here and approved by a person on Shopify's page. For apps that have no plans in the Partner Dashboard. */
export function billingApi({ shops, test }: { readonly shops: ShopGateway; readonly test: boolean }): ShopBilling {
  return {
    chooses: "each", test,
    subscription: async ({ domain }) => (await shops.open(domain)).subscription(),
    choose: async ({ domain }, plan, returnTo) => (await shops.open(domain)).subscribe({ plan, returnTo, test }),
    cancel: async ({ domain }, subscriptionId) => (await shops.open(domain)).unsubscribe(subscriptionId),
  };
}
