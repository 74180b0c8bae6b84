import type { Context } from "#app/core/context.ts";
import { noRoom, type Limit } from "#app/core/plans.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";
import { planIn, usedIn } from "./store.server.ts";

/**
 * Throws plan_skills, plan_members, plan_items or plan_storage where the plan has no room for so much more.
 * In the caller's transaction: what it adds then and what another adds at the same moment are counted one after the other.
 */
export async function requireRoom(tx: Tx, at: Pick<Context, "clock"> & { readonly workspaceId: string }, limit: Limit, more: number): Promise<void> {
  const plan = await planIn(tx, at.workspaceId);
  // Not FOR UPDATE: every insert into a table of the workspace looks at this row.
  await tx.$executeRaw`select 1 from "Workspace" where "id" = ${at.workspaceId}::uuid for no key update`;
  const left = plan.most[limit] - await usedIn(tx, at.workspaceId, limit, at.clock.now());
  if (more > left) throw noRoom(plan, limit, Math.max(0, left));
}
