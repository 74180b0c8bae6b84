import type { Plan } from "../plans.ts";

/** A subscription as Shopify tells it. `plan` is a handle, or the name that a subscription of the Billing API has. */
export interface ShopSubscription {
  readonly id: string | null;
  readonly plan: string;
  /** frozen: the shop does not pay; it may come back. */
  readonly state: "active" | "frozen";
  /** Whether it is a test charge; null where that interface does not say. */
  readonly test: boolean | null;
  readonly trialEndsAt: Date | null;
  readonly periodEndsAt: Date | null;
  /** What follows at the end of the period: another plan, or null for none; undefined where nothing changes. */
  readonly next: string | null | undefined;
  /** Which of Shopify's interfaces said so. */
  readonly source: "partner" | "admin";
}

/** The shop that is asked about. `gid` is its Admin API id, where it is known. */
export interface BilledShop {
  readonly domain: string;
  readonly gid: string | null;
}

/** How shops pay: by Shopify alone. */
export interface ShopBilling {
  /** hosted: Shopify's own page shows the plans. each: a plan is ordered one by one here. */
  readonly chooses: "hosted" | "each";
  /** Whether test charges count. Always said, never a default. */
  readonly test: boolean;
  /** What counts now, or null. Throws shop_unavailable and shop_disconnected. */
  subscription(shop: BilledShop): Promise<ShopSubscription | null>;
  /** Where a person goes on, on top of the admin: Shopify's page of plans, or its approval of this one. `returnTo` is an address of ours. */
  choose(shop: BilledShop, plan: Plan, returnTo: string): Promise<string>;
  /** Ends a subscription of ours. Only where each plan is ordered here. */
  cancel(shop: BilledShop, subscriptionId: string): Promise<void>;
}
