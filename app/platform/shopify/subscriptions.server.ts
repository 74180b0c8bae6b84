import type { z } from "zod";
import { AppError } from "#app/core/errors.ts";
import type { ShopSubscription } from "#app/core/ports/shop-billing.ts";
import type { ShopClient } from "#app/core/ports/shop-gateway.ts";
import * as answers from "./answers.server.ts";
import type { DocumentName } from "./documents.ts";

type Send = <S extends z.ZodType>(name: DocumentName, variables: Record<string, unknown>, schema: S) => Promise<z.output<S>>;
type Found = z.output<typeof answers.AppSubscriptions>["currentAppInstallation"]["activeSubscriptions"][number];

const DAY_MS = 86_400_000;

/** Subscriptions by the Admin API: read for both ways of billing, ordered and cancelled where there is no hosted page. */
export function shopSubscriptions(send: Send): Pick<ShopClient, "subscription" | "subscribe" | "unsubscribe"> {
  return {
    subscription: async () => {
      const { activeSubscriptions, allSubscriptions } = (await send("AppSubscriptions", {}, answers.AppSubscriptions)).currentAppInstallation;
      const [active] = activeSubscriptions;
      if (active) return told(active, "active");
      const frozen = allSubscriptions.nodes.find(({ status }) => status === "FROZEN");
      return frozen ? told(frozen, "frozen") : null;
    },
    subscribe: async ({ plan, returnTo, test }) => {
      const { appSubscriptionCreate } = await send("AppSubscriptionCreate", {
        name: plan.name, returnUrl: returnTo, trialDays: plan.trialDays, test, replacementBehavior: "STANDARD",
        lineItems: [{ plan: { appRecurringPricingDetails: { interval: "EVERY_30_DAYS", price: { amount: (plan.priceMicros / 1_000_000).toFixed(2), currencyCode: "USD" } } } }],
      }, answers.AppSubscriptionCreate);
      refuse(appSubscriptionCreate.userErrors);
      if (!appSubscriptionCreate.confirmationUrl) throw new AppError("shop_unavailable", "no address to approve the plan at");
      return appSubscriptionCreate.confirmationUrl;
    },
    unsubscribe: async (id) => refuse((await send("AppSubscriptionCancel", { id }, answers.AppSubscriptionCancel)).appSubscriptionCancel.userErrors),
  };
}

function told({ id, name, test, trialDays, createdAt, currentPeriodEnd, lineItems }: Found, state: ShopSubscription["state"]): ShopSubscription {
  const trialEndsAt = trialDays > 0 ? new Date(Date.parse(createdAt) + trialDays * DAY_MS) : null;
  const handle = lineItems.map(({ plan }) => plan.pricingDetails.planHandle).find(Boolean);
  return { id, plan: handle ?? name, state, test, trialEndsAt, periodEndsAt: currentPeriodEnd ? new Date(currentPeriodEnd) : null, next: undefined, source: "admin" };
}

function refuse(errors: readonly { readonly message: string }[]): void {
  const text = errors.map(({ message }) => message).join(" ").slice(0, 300);
  if (text) throw new AppError("shop_refused", text, { say: `Shopify refused this: ${text}` });
}
