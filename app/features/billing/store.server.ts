import type { Context } from "#app/core/context.ts";
import { monthBegan } from "#app/core/money.ts";
import { FREE, planOf, type Limit, type Plan } from "#app/core/plans.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";

/** The plan whose limits count: what Shopify said last, and free before it was asked. */
export async function planIn(tx: Tx, workspaceId: string): Promise<Plan> {
  const row = await tx.entitlement.findUnique({ where: { workspaceId }, select: { plan: true } });
  return planOf(row?.plan ?? FREE.handle) ?? FREE;
}

/** How much of one limit is used now. Items are those of runs since the month began (UTC), live tests apart; storage is what the library keeps, each image once. */
export async function usedIn(tx: Tx, workspaceId: string, limit: Limit, now: Date): Promise<number> {
  switch (limit) {
    case "skills": return tx.skill.count({ where: { archivedAt: null } });
    case "members": return tx.member.count({ where: { removedAt: null } });
    case "items": return (await tx.run.aggregate({ _sum: { itemCount: true }, where: { workspaceId, kind: { not: "test" }, createdAt: { gte: monthBegan(now) } } }))._sum.itemCount ?? 0;
    case "storage": {
      const [sum] = await tx.$queryRaw<{ bytes: bigint }[]>`select coalesce(sum(i."bytes"), 0)::bigint as "bytes" from "Image" i where exists (select 1 from "Asset" a where a."hash" = i."hash" and a."workspaceId" = i."workspaceId")`;
      return Number(sum?.bytes ?? 0);
    }
  }
}

/** Pauses what is beyond the plan and takes back what is not any more. */
export async function fitPlan(tx: Tx, at: Pick<Context, "clock">, plan: Plan): Promise<void> {
  await tx.$executeRaw`select fit_plan(${plan.most.skills}::int, ${plan.most.members}::int, ${at.clock.now()}::timestamptz)`;
}
