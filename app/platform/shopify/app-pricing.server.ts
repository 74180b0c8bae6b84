import { z } from "zod";
import type { Log } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import type { BilledShop, ShopBilling, ShopSubscription } from "#app/core/ports/shop-billing.ts";
import type { ShopGateway } from "#app/core/ports/shop-gateway.ts";
import type { Secret } from "#app/core/secret.ts";
import { PARTNER_DOCUMENTS, PARTNER_VERSION } from "./partner-documents.ts";

/** A client of the Partner API with the right to manage apps. */
export interface PartnerAccess {
  readonly organisation: string;
  readonly appId: string;
  readonly token: Secret;
}

const Answer = z.object({
  data: z.object({
    activeSubscription: z.object({
      legacySubscriptionId: z.string().nullable(), cancelAtEndOfCycle: z.boolean(), trialEndsAt: z.string().nullable(),
      currentBillingCycle: z.object({ endTime: z.string() }).nullable(), items: z.array(z.object({ handle: z.string().nullable() })),
      pendingUpdate: z.object({ items: z.array(z.object({ handle: z.string().nullable() })) }).nullable(),
    }).nullable(),
  }),
});
const TIMEOUT_MS = 10_000;

/**
 * Shopify App Pricing: the plans are on a page of Shopify's. What a shop has is asked of the Partner API
 * where there is a client for it, and else, or where it does not answer, or knows of none, of the shop's own Admin API.
 */
export function appPricing(parts: { shops: ShopGateway; shopFetch: typeof fetch; appHandle: string; test: boolean; partner: PartnerAccess | undefined; log: Log }): ShopBilling {
  const { shops, appHandle, test, partner, log } = parts;
  return {
    chooses: "hosted", test,
    subscription: async (shop) => {
      const told = partner && shop.gid ? await askPartner(parts.shopFetch, partner, shop.gid).catch((error: unknown) => {
        log.warn({ error, shop: shop.domain }, "the Partner API did not tell of a subscription, the Admin API is asked");
        return null;
      }) : null;
      // Only the Admin API tells a frozen subscription from none.
      return told ?? (await shops.open(shop.domain)).subscription();
    },
    choose: async ({ domain }: BilledShop) => `https://admin.shopify.com/store/${encodeURIComponent(domain.replace(".myshopify.com", ""))}/charges/${encodeURIComponent(appHandle)}/pricing_plans`,
    cancel: async () => { throw new AppError("internal", "a hosted plan is cancelled on Shopify's page"); },
  };
}

async function askPartner(shopFetch: typeof fetch, { organisation, appId, token }: PartnerAccess, gid: string): Promise<ShopSubscription | null> {
  const response = await shopFetch(`https://partners.shopify.com/${organisation}/api/${PARTNER_VERSION}/graphql.json`, {
    method: "POST",
    headers: { "content-type": "application/json", accept: "application/json", "x-shopify-access-token": token.reveal() },
    body: JSON.stringify({ query: PARTNER_DOCUMENTS.ActiveSubscription, variables: { appId: `gid://partners/App/${appId}`, shopId: gid.replace("gid://shopify/", "gid://partners/") } }),
    signal: AbortSignal.timeout(TIMEOUT_MS),
  });
  if (!response.ok) throw new AppError("shop_unavailable", `the Partner API answered ${response.status}`);
  const found = Answer.parse(await response.json()).data.activeSubscription;
  const handle = found?.items.find((item) => item.handle)?.handle;
  if (!found || !handle) return null;
  const date = (text: string | null | undefined) => (text ? new Date(text) : null);
  const next = found.cancelAtEndOfCycle ? null : found.pendingUpdate?.items.find((item) => item.handle)?.handle ?? undefined;
  return { id: found.legacySubscriptionId, plan: handle, state: "active", test: null, trialEndsAt: date(found.trialEndsAt), periodEndsAt: date(found.currentBillingCycle?.endTime), next, source: "partner" };
}
