import type { Context } from "#app/core/context.ts";
import { FREE, planOf, type Plan } from "#app/core/plans.ts";
import type { ShopSubscription } from "#app/core/ports/shop-billing.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import { notify, withdraw } from "../accounts/notices.server.ts";
import { fitPlan } from "./store.server.ts";

/**
 * Asks Shopify which plan counts and keeps it with the moment of asking; an answer that was asked for
 * earlier than the one we have is dropped. What a smaller plan has no room for is paused, never deleted,
 * and comes back with a larger one. Throws while Shopify cannot be asked: then the last known plan stands.
 */
export async function refreshPlan(context: Context, workspaceId: string): Promise<void> {
  const at = { db: context.db, workspaceId };
  const shop = await withWorkspace(at, (tx) => tx.shop.findUnique({ where: { workspaceId }, select: { domain: true, gid: true, uninstalledAt: true } }));
  if (!shop || shop.uninstalledAt) return;
  const asOf = context.clock.now();
  const told = await context.billing.subscription(shop);
  const subscription = told?.test === true && !context.billing.test ? null : told;
  const subscribed = subscription ? planOf(subscription.plan) : undefined;
  if (subscription && !subscribed) context.log.error({ workspaceId, plan: subscription.plan }, "a subscription names a plan that is not in our table");
  await withWorkspace(at, (tx) => keep(tx, context, workspaceId, { asOf, subscription, subscribed }));
}

interface Heard {
  readonly asOf: Date;
  readonly subscription: ShopSubscription | null;
  readonly subscribed: Plan | undefined;
}

async function keep(tx: Tx, context: Context, workspaceId: string, { asOf, subscription, subscribed }: Heard): Promise<void> {
  await tx.$executeRaw`select 1 from "Workspace" where "id" = ${workspaceId}::uuid for no key update`;
  const earlier = await tx.entitlement.findUnique({ where: { workspaceId } });
  if (earlier && earlier.asOf > asOf) return;
  const plan = subscription?.state === "active" && subscribed ? subscribed : FREE;
  const trial = subscription?.trialEndsAt && subscription.trialEndsAt > asOf ? subscription.trialEndsAt : null;
  const state = !subscription || !subscribed ? "none" : subscription.state === "frozen" ? "frozen" : trial ? "trial" : "active";
  const data = {
    plan: plan.handle, state, subscribed: subscribed?.handle ?? null, subscriptionId: subscription?.id ?? null, source: subscription?.source ?? "admin", test: subscription?.test ?? false,
    trialEndsAt: trial, periodEndsAt: subscription?.periodEndsAt ?? null, nextPlan: subscription?.next === undefined ? null : planOf(subscription.next ?? "")?.handle ?? FREE.handle, asOf,
  };
  await tx.entitlement.upsert({ where: { workspaceId }, create: { workspaceId, ...data }, update: data });
  await fitPlan(tx, context, plan);
  if (earlier && (earlier.plan !== plan.handle || earlier.state !== state && state === "frozen")) await tell(tx, workspaceId, plan, state);
}

async function tell(tx: Tx, workspaceId: string, plan: Plan, state: string): Promise<void> {
  await withdraw(tx, workspaceId, ["plan-changed"]);
  const why = state === "frozen" ? "Shopify has frozen your subscription, so the limits of Free count until it is paid." : `Your plan is ${plan.name} now.`;
  const paused = (await tx.skill.count({ where: { pausedAt: { not: null } } })) + (await tx.member.count({ where: { pausedAt: { not: null } } }));
  await notify(tx, workspaceId, { kind: "plan-changed", subject: workspaceId, text: paused ? `${why} What it has no room for is paused; nothing was deleted.` : why });
}
