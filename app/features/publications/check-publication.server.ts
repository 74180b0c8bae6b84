import type { WorkspaceContext } from "#app/core/context.ts";
import { againByHand } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import type { ShopClient } from "#app/core/ports/shop-gateway.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { openShop } from "../accounts/open-shop.server.ts";
import { foreignChanges } from "./foreign-changes.ts";
import { loadStanding } from "./load-standing.server.ts";
import { MediaStateRecord } from "./records.ts";
import type { ChangedProduct } from "./views.ts";

/** Products that are looked at in one go, and at a time. */
const MOST = 100;
const AT_ONCE = 4;

interface PublishedRow {
  readonly id: string;
  readonly productId: string;
  readonly after: unknown;
}

/** What others changed on the products of a publication since it wrote them, as the shop is now, with what undo would do about it. Nothing is written. The first 100 products. */
export async function checkPublication(at: WorkspaceContext, input: { publicationId: string }): Promise<{ checked: number; changed: ChangedProduct[] }> {
  requireCan(at.actor, "publish");
  const rows = await withWorkspace(at, (tx) => tx.publicationProduct.findMany({ where: { publicationId: input.publicationId, state: "published" }, orderBy: { title: "asc" }, take: MOST, select: { id: true, productId: true, after: true } }));
  const shop = await openShop(at);
  const changed: ChangedProduct[] = [];
  for (let from = 0; from < rows.length; from += AT_ONCE) {
    const found = await Promise.all(rows.slice(from, from + AT_ONCE).map(async (row) => ({ id: row.id, changes: await changesOf(at, shop, row).catch(againByHand) })));
    changed.push(...found.filter(({ changes }) => changes.length > 0));
  }
  return { checked: rows.length, changed };
}

async function changesOf(at: WorkspaceContext, shop: ShopClient, { id, productId, after }: PublishedRow): Promise<string[]> {
  const now = await shop.mediaState(productId);
  if (!now) return ["The product was deleted in Shopify. There is nothing to undo."];
  const standing = await withWorkspace(at, (tx) => loadStanding(tx, productId));
  const isLive = ({ rowId, undoneAt }: { rowId: string; undoneAt: Date | null }) => rowId === id && undoneAt === null;
  return foreignChanges({ rowId: id, published: MediaStateRecord.parse(after), now, images: standing.images.filter(isLive), alts: standing.alts.filter(isLive) }, standing);
}
