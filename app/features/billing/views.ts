import type { Limit } from "#app/core/plans.ts";

/** A plan as pages show it. Storage in bytes, the price in micro-dollars a month. */
export interface PlanView {
  readonly handle: string;
  readonly name: string;
  readonly priceMicros: number;
  readonly trialDays: number;
  readonly most: Readonly<Record<Limit, number>>;
}

/** What a workspace has and uses. Moments are ISO 8601. */
export interface EntitlementView {
  readonly plan: PlanView;
  readonly state: "none" | "trial" | "active" | "frozen";
  /** The plan that was subscribed to and does not count, because Shopify froze it. */
  readonly frozen: string | null;
  readonly test: boolean;
  readonly trialEndsAt: string | null;
  readonly periodEndsAt: string | null;
  /** The name of the plan that follows at the end of the period. */
  readonly next: string | null;
  /** When Shopify said so; null before it was asked. */
  readonly asOf: string | null;
  readonly used: Readonly<Record<Limit, number>>;
  readonly paused: { readonly skills: number; readonly members: number };
  readonly plans: readonly PlanView[];
  /** hosted: Shopify's page shows the plans; each: one is ordered here; none: there is no shop to bill. */
  readonly chooses: "hosted" | "each" | "none";
}

/** How much room a plan leaves for one thing. */
export interface RoomView {
  readonly plan: string;
  readonly limit: Limit;
  readonly most: number;
  readonly used: number;
  readonly full: boolean;
}
