import type { WorkspaceContext } from "#app/core/context.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";
import { fitPlan, planIn } from "./store.server.ts";

/** After something made room (a skill was archived, a member removed): what was paused for want of it comes back. */
export async function refitPlan(tx: Tx, at: Pick<WorkspaceContext, "workspaceId" | "clock">): Promise<void> {
  await fitPlan(tx, at, await planIn(tx, at.workspaceId));
}
