/** What Piccaso asks of the Partner API, and no more; a test checks it against the published schema. */
export const PARTNER_DOCUMENTS = {
  ActiveSubscription: `query ActiveSubscription($appId: ID!, $shopId: ID!) {
    activeSubscription(appId: $appId, shopId: $shopId) {
      legacySubscriptionId billingPeriod cancelAtEndOfCycle trialEndsAt
      currentBillingCycle { endTime }
      items { handle }
      pendingUpdate { items { handle } }
    }
  }`,
} as const;

/** The version of the Partner API that first tells of subscriptions. */
export const PARTNER_VERSION = "2026-07";
