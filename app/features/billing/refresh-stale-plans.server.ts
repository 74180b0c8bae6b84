import type { Context } from "#app/core/context.ts";
import { withSystem } from "#app/platform/db/with-system.server.ts";
import { refreshPlan } from "./refresh-plan.server.ts";

const BATCH = 20;

/** Asks again about shops whose plan was not asked about for a day, or never. One that cannot be asked keeps its last known plan. Returns how many were asked about. */
export async function refreshStalePlans(context: Context): Promise<number> {
  const stale = await withSystem(context.db, "plans", (tx) => tx.query<{ workspaceId: string }>(
    `select s."workspaceId"::text from "Shop" s left join "Entitlement" e on e."workspaceId" = s."workspaceId"
      where s."uninstalledAt" is null and (e."asOf" is null or e."asOf" < $1::timestamptz - interval '24 hours' or e."asOf" < s."installedAt") order by e."asOf" nulls first limit ${BATCH}`, [context.clock.now()]));
  for (const { workspaceId } of stale) {
    await refreshPlan(context, workspaceId).catch((error: unknown) => context.log.warn({ error, workspaceId }, "the plan could not be asked for, the last known one stands"));
  }
  return stale.length;
}
