import type { Context } from "#app/core/context.ts";
import { shopSessions } from "#app/platform/db/shop-sessions.server.ts";
import { withSystem } from "#app/platform/db/with-system.server.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { findShopByDomain } from "../accounts/find-shop.server.ts";
import { stillConnected } from "../accounts/still-connected.server.ts";

/**
 * shop/redact: everything that came from the shop goes now, and the workspace with it, since it has no
 * other way to sign in yet (DESIGN §4). A late one after a reinstall does nothing: the shop is a
 * customer again. Leaves evidence with counts, no personal data.
 */
export async function eraseShop(context: Context, request: { shop: string; topic: string; triggeredAt: Date | null; receivedAt: Date }): Promise<string> {
  const shop = await findShopByDomain(context.db, request.shop);
  const asked = request.triggeredAt ?? request.receivedAt;
  if (shop && shop.installedAt > asked) return "ignored: installed again since";
  if (shop && await stillConnected(context, request.shop)) return "ignored: the shop is still connected";
  const counts: Record<string, number> = { sessions: await shopSessions(context.db).deleteShop(request.shop) };
  if (shop) {
    const { workspaceId } = shop;
    const at = { db: context.db, workspaceId };
    await withWorkspace(at, async (tx) => {
      counts["items"] = await tx.item.count();
      counts["images"] = await tx.image.count();
      counts["assets"] = await tx.asset.count();
      // The bytes of each image go by the outbox, so that a crash between here and there leaves none.
      await tx.$executeRaw`insert into "BlobDeletion" ("workspaceId", "hash") select "workspaceId", "hash" from "Image"`;
      await tx.workspace.delete({ where: { id: workspaceId } });
    });
    await context.blobs.deleteWorkspace(workspaceId);
  }
  await withSystem(context.db, "inbox", async (tx) => {
    await tx.query(`update "Inbox" set "body" = null where "shop" = $1`, [request.shop]);
    await tx.query(`insert into "Erasure" ("shop", "topic", "finding", "counts", "receivedAt") values ($1, $2, $3, $4, $5)`,
      [request.shop, request.topic, shop ? "erased" : "none held", JSON.stringify(counts), request.receivedAt]);
  });
  return shop ? "done: erased" : "done: none held";
}
