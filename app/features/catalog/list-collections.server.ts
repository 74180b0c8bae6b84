import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { openShop } from "../accounts/open-shop.server.ts";

/** The first hundred collections of the shop by title, with how many products each has. */
export async function listCollections(at: WorkspaceContext): Promise<readonly { id: string; title: string; count: number }[]> {
  requireCan(at.actor, "read");
  const shop = await openShop(at);
  return (await shop.collections({ after: null })).items;
}
