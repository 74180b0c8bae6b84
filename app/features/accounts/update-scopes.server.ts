import type { Context } from "#app/core/context.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { findShop } from "./store.server.ts";

/** app/scopes_update: what the shop grants now. */
export async function updateScopes(context: Context, domain: string, scopes: readonly string[]): Promise<string> {
  const shop = await findShop(context.db, domain);
  if (!shop) return "ignored: this shop is not known";
  await withWorkspace({ db: context.db, workspaceId: shop.workspaceId }, (tx) => tx.shop.update({ where: { workspaceId: shop.workspaceId }, data: { scopes: scopes.join(",") } }));
  return "done: scopes updated";
}
