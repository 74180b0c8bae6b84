import { AppError, type ErrorCode } from "./errors.ts";

/** What a plan bounds. Never what AI costs: that is between the merchant and their provider. */
export const LIMITS = ["skills", "members", "items", "storage"] as const;
export type Limit = (typeof LIMITS)[number];

/** A plan as it is offered. Storage in bytes, items in a calendar month (UTC), the price in micro-dollars a month. */
export interface Plan {
  /** Its name at Shopify, in the Partner Dashboard. */
  readonly handle: string;
  readonly name: string;
  readonly priceMicros: number;
  readonly trialDays: number;
  readonly most: Readonly<Record<Limit, number>>;
}

const GB = 1_000_000_000;

/** What counts where nothing was subscribed to. */
export const FREE: Plan = { handle: "free", name: "Free", priceMicros: 0, trialDays: 0, most: { skills: 3, members: 2, items: 100, storage: GB } };

/** Every plan, the smallest first. The plan page at Shopify names the same handles. */
export const PLANS: readonly Plan[] = [
  FREE,
  { handle: "growth", name: "Growth", priceMicros: 29_000_000, trialDays: 14, most: { skills: 25, members: 10, items: 2_500, storage: 25 * GB } },
  { handle: "scale", name: "Scale", priceMicros: 99_000_000, trialDays: 14, most: { skills: 250, members: 50, items: 50_000, storage: 250 * GB } },
];

/** A plan by its handle, or by its name as the Billing API gives it back; undefined for one of somebody else. */
export function planOf(handle: string): Plan | undefined {
  return PLANS.find((plan) => plan.handle === handle.toLowerCase());
}

/** A limit with its number, in words: "3 skills", "1 GB of storage". */
export function limitWords(limit: Limit, most: number): string {
  switch (limit) {
    case "skills": return most === 1 ? "1 skill" : `${most} skills`;
    case "members": return most === 1 ? "1 member" : `${most} members`;
    case "items": return `${most.toLocaleString("en-GB")} products a month`;
    case "storage": return `${(most / GB).toLocaleString("en-GB")} GB of storage`;
  }
}

const CODES: Readonly<Record<Limit, ErrorCode>> = { skills: "plan_skills", members: "plan_members", items: "plan_items", storage: "plan_storage" };
const ROOM: Readonly<Record<Exclude<Limit, "members">, string>> = {
  skills: "Archive one", items: "Run fewer products, wait for next month", storage: "Delete files from the library",
};

/** The refusal where a plan has no room: it names the limit, the plan and both ways out. `left` is how much still fits. */
export function noRoom(plan: Plan, limit: Limit, left: number): AppError {
  const larger = PLANS.find(({ most }) => most[limit] > plan.most[limit]);
  const fits = limit === "items" && left > 0 ? ` ${left.toLocaleString("en-GB")} of them are left.` : "";
  if (limit === "members") return new AppError(CODES[limit], `${plan.handle} has no room for more members`, { say: `The plan ${plan.name} has ${limitWords(limit, plan.most[limit])}.${larger ? ` Ask the owner to choose ${larger.name} under Settings, Plan.` : ""}` });
  const out = larger ? `${ROOM[limit]}, or choose ${larger.name} under Settings, Plan.` : `${ROOM[limit]}.`;
  return new AppError(CODES[limit], `${plan.handle} has no room for more ${limit}`, { say: `The plan ${plan.name} has ${limitWords(limit, plan.most[limit])}.${fits} ${out}` });
}
