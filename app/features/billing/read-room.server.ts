import type { WorkspaceContext } from "#app/core/context.ts";
import type { Limit } from "#app/core/plans.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { planIn, usedIn } from "./store.server.ts";
import type { RoomView } from "./views.ts";

/** How much room the plan leaves for one thing, for the controls that need it. */
export async function readRoom(at: WorkspaceContext, limit: Limit): Promise<RoomView> {
  return withWorkspace(at, async (tx) => {
    const plan = await planIn(tx, at.workspaceId);
    const used = await usedIn(tx, at.workspaceId, limit, at.clock.now());
    return { plan: plan.name, limit, most: plan.most[limit], used, full: used >= plan.most[limit] };
  });
}
