import type { Context, WorkspaceContext } from "#app/core/context.ts";
import { findShopOf } from "./store.server.ts";

/** A job's view of a workspace: a member was asked for permission when the work was ordered. */
export async function actAsSystem(context: Context, workspaceId: string): Promise<WorkspaceContext> {
  const shop = await findShopOf(context.db, workspaceId);
  return { ...context, workspaceId, shopDomain: shop && !shop.uninstalledAt ? shop.domain : null, actor: { memberId: null, role: "system" } };
}
