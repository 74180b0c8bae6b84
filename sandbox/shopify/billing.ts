import { z } from "zod";
import type { Subscription } from "../state.ts";
import { STORE, type Parts } from "../parts.ts";
import { activeOf, endAll } from "./subscriptions.ts";
import { sendWebhook } from "./webhooks.ts";

const DAY_MS = 86_400_000;
/** The plans of the hosted page, as the app's developer would set them up in the Partner Dashboard. */
export const HOSTED = [
  { handle: "free", name: "Free", dollars: 0, trialDays: 0, says: "3 skills, 2 members, 100 products a month, 1 GB" },
  { handle: "growth", name: "Growth", dollars: 29, trialDays: 14, says: "25 skills, 10 members, 2,500 products a month, 25 GB" },
  { handle: "scale", name: "Scale", dollars: 99, trialDays: 14, says: "250 skills, 50 members, 50,000 products a month, 250 GB" },
] as const;

/** What a test or the sandbox's billing page can do behind the scenes. `silent` sends no webhook. */
export const PlanChange = z.object({
  do: z.enum(["choose", "freeze", "thaw", "cancel", "cancel-at-end"]), handle: z.string().optional(), silent: z.boolean().default(false), test: z.boolean().default(true), trial: z.boolean().default(true),
});

/** The plan that a new sandbox's shop has, so that nothing is out of reach. */
export async function startOn(parts: Parts, handle: string): Promise<void> {
  await subscribe(parts, handle, { test: true, trial: false });
}

/** Changes the shop's plan, and tells the app. */
export async function changePlan(parts: Parts, change: z.output<typeof PlanChange>): Promise<void> {
  const active = activeOf(parts);
  const frozen = parts.state.subscriptions.all().find(({ status }) => status === "FROZEN");
  const put = (one: Subscription | undefined, with_: Partial<Subscription>) => (one ? parts.state.subscriptions.put(one.id, { ...one, ...with_ }) : Promise.resolve());
  if (change.do === "choose") await subscribe(parts, change.handle ?? "free", change);
  if (change.do === "freeze") await put(active, { status: "FROZEN" });
  if (change.do === "thaw") await put(frozen, { status: "ACTIVE" });
  if (change.do === "cancel") await put(active ?? frozen, { status: "CANCELLED" });
  if (change.do === "cancel-at-end") await put(active, { cancelAtEnd: true });
  if (!change.silent) await tell(parts);
}

/** A person's answer to an order of the Billing API: approving it ends the one before. */
export async function answerOrder(parts: Parts, number: string, approved: boolean): Promise<string> {
  const order = parts.state.subscriptions.get(`gid://shopify/AppSubscription/${number}`);
  if (order?.status !== "PENDING") return `/store/${STORE}/home`;
  if (approved) await endAll(parts);
  await parts.state.subscriptions.put(order.id, { ...order, status: approved ? "ACTIVE" : "DECLINED" });
  await tell(parts);
  const back = new URL(order.returnUrl);
  back.searchParams.set("charge_id", number);
  return back.pathname + back.search;
}

/** currentAppInstallation's fields about subscriptions. */
export function subscriptionFields(parts: Parts): object {
  const active = activeOf(parts);
  return {
    activeSubscriptions: active ? [node(active)] : [],
    allSubscriptions: ({ first }: { first?: number }) => ({ nodes: parts.state.subscriptions.all().sort((a, b) => b.createdAt - a.createdAt).slice(0, first).map(node) }),
  };
}

const Order = z.object({
  name: z.string(), returnUrl: z.url(), trialDays: z.number().int().nullish(), test: z.boolean().nullish(),
  lineItems: z.array(z.object({ plan: z.object({ appRecurringPricingDetails: z.object({ price: z.object({ amount: z.coerce.number() }) }) }) })).length(1),
});

/** appSubscriptionCreate: nothing is charged before a person has approved it. */
export async function orderPlan(parts: Parts, given: unknown): Promise<object> {
  const order = Order.parse(given);
  const number = await parts.state.next("subscription");
  const dollars = order.lineItems[0]?.plan.appRecurringPricingDetails.price.amount ?? 0;
  const made = await add(parts, number, { handle: null, name: order.name, dollars, status: "PENDING", test: order.test ?? false, trialDays: order.trialDays ?? 0, returnUrl: order.returnUrl });
  return { appSubscription: node(made), confirmationUrl: `https://admin.shopify.com/store/${STORE}/charges/confirm/${number}`, userErrors: [] };
}

/** appSubscriptionCancel */
export async function cancelPlan(parts: Parts, id: string): Promise<object> {
  const one = parts.state.subscriptions.get(id);
  if (one?.status !== "ACTIVE" && one?.status !== "FROZEN") return { appSubscription: null, userErrors: [{ field: ["id"], message: "Cannot cancel a subscription that is not active" }] };
  await parts.state.subscriptions.put(id, { ...one, status: "CANCELLED" });
  void tell(parts);
  return { appSubscription: node({ ...one, status: "CANCELLED" }), userErrors: [] };
}

async function subscribe(parts: Parts, handle: string, { test, trial }: { readonly test: boolean; readonly trial: boolean }): Promise<void> {
  const plan = HOSTED.find((one) => one.handle === handle);
  await endAll(parts);
  if (!plan || plan.dollars === 0) return;
  await add(parts, await parts.state.next("subscription"), { handle, name: plan.name, dollars: plan.dollars, status: "ACTIVE", test, trialDays: trial ? plan.trialDays : 0, returnUrl: "" });
}

async function add(parts: Parts, number: number, one: Pick<Subscription, "handle" | "name" | "dollars" | "status" | "test" | "trialDays" | "returnUrl">): Promise<Subscription> {
  const now = Date.now();
  const made: Subscription = { id: `gid://shopify/AppSubscription/${number}`, createdAt: now, periodEnd: now + 30 * DAY_MS, cancelAtEnd: false, ...one };
  await parts.state.subscriptions.put(made.id, made);
  return made;
}

async function tell(parts: Parts): Promise<void> {
  const newest = parts.state.subscriptions.all().at(-1);
  const at = new Date().toISOString();
  await sendWebhook(parts, "app_subscriptions/update", { app_subscription: { admin_graphql_api_id: newest?.id ?? "", name: newest?.name ?? "", status: newest?.status ?? "CANCELLED", admin_graphql_api_shop_id: "gid://shopify/Shop/1", created_at: at, updated_at: at, plan_handle: newest?.handle ?? null } });
}

function node({ id, handle, name, status, test, trialDays, createdAt, periodEnd }: Subscription): object {
  return {
    id, name, status, test, trialDays, createdAt: new Date(createdAt).toISOString(), currentPeriodEnd: status === "ACTIVE" ? new Date(periodEnd).toISOString() : null,
    lineItems: [{ id: `${id}?v=1`, plan: { pricingDetails: { __typename: "AppRecurringPricing", planHandle: handle, interval: "EVERY_30_DAYS" } } }],
  };
}
