import type { WorkspaceContext } from "#app/core/context.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import type { WorkspaceView } from "./views.ts";

/** The workspace as its pages need it. */
export async function getWorkspace(at: WorkspaceContext): Promise<WorkspaceView> {
  return withWorkspace(at, async (tx) => {
    const workspace = await tx.workspace.findUniqueOrThrow({ where: { id: at.workspaceId }, include: { shop: true } });
    const { id, name, reviewDays, restoreMinutes, singleKeys, welcomeDone, pausedAt, shop } = workspace;
    const role = at.actor.role === "system" ? "owner" : at.actor.role;
    return {
      id, name, reviewDays, restoreMinutes, singleKeys, welcomeDone, paused: pausedAt !== null, accessEnded: shop?.accessEndedAt !== null && shop !== null,
      shopDomain: shop?.domain ?? null, currency: shop?.currency ?? "USD", member: { id: at.actor.memberId, role, paused: at.actor.paused ?? false },
    };
  });
}
