import type { Context } from "#app/core/context.ts";
import { shopSessions } from "#app/platform/db/shop-sessions.server.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { stillConnected } from "./still-connected.server.ts";
import { findShop } from "./store.server.ts";

/** app/uninstalled: tokens go, runs and publications pause, nothing else is lost. A late or replayed one does nothing while the shop's token works. */
export async function disconnectShop(context: Context, domain: string, happenedAt: Date): Promise<string> {
  const shop = await findShop(context.db, domain);
  if (!shop) return "ignored: this shop is not known";
  if (shop.installedAt > happenedAt) return "ignored: installed again since";
  if (await stillConnected(context, domain)) return "ignored: the shop is still connected";
  if (!shop.uninstalledAt) await shopSessions(context.db).deleteShop(domain);
  const { workspaceId } = shop;
  await withWorkspace({ db: context.db, workspaceId }, async (tx) => {
    await tx.shop.update({ where: { workspaceId }, data: { uninstalledAt: happenedAt } });
    await tx.workspace.update({ where: { id: workspaceId }, data: { pausedAt: context.clock.now() } });
  });
  return "done: disconnected";
}
