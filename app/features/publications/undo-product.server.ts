import type { WorkspaceContext } from "#app/core/context.ts";
import { toAppError } from "#app/core/errors.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { openShop } from "../accounts/open-shop.server.ts";
import type { MediaState, ShopClient } from "#app/core/ports/shop-gateway.ts";
import { foreignChanges } from "./arrange.ts";
import { loadProduct, takeProduct, writeProduct, type ProductWork } from "./product-work.server.ts";
import { matchMedia } from "./match-media.ts";
import { rememberMedia } from "./settle-product.server.ts";

/**
 * Takes our images off a product. Publishing only inserts, so what remains has its former order; a
 * variant that showed something else before shows that again. What others changed since is kept and
 * said. May be stopped anywhere and begun again.
 */
export async function undoProduct(at: WorkspaceContext, rowId: string, signal: AbortSignal): Promise<void> {
  const work = await takeProduct(at, rowId, ["undoing"]);
  if (!work) return;
  try {
    const shop = await openShop(at);
    const now = await shop.mediaState(work.productId);
    if (!now) return await undone(at, work, ["The product was deleted in Shopify. There was nothing to undo."], []);
    const ours = await ownMedia(at, work, now);
    const kept = work.after ? foreignChanges(work.after, now, ours) : [];
    await keepEditedAlts(at, work, now);
    const attached = ours.filter((id) => now.media.some((media) => media.id === id));
    if (attached.length) await shop.detach(work.productId, attached);
    await restoreLinks(work, shop, now, ours);
    await restoreAlts(work, shop, now);
    await undone(at, work, kept, ours);
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    const error = toAppError(thrown);
    if (error.retryable) throw error;
    await writeProduct(at, work, { state: "published", reason: error.code, say: `This could not be undone: ${error.say}` });
  }
}

/** Also images of a publication that broke off before their ids were known. */
async function ownMedia(at: WorkspaceContext, work: ProductWork, now: MediaState): Promise<string[]> {
  if (work.before) await rememberMedia(at, work, matchMedia(work.before, now, work.media).found);
  return (await loadProduct(at, work.id)).media.flatMap(({ mediaId }) => mediaId ?? []);
}

async function restoreLinks(work: ProductWork, shop: ShopClient, now: MediaState, ours: readonly string[]): Promise<void> {
  const there = new Set(now.media.map(({ id }) => id));
  const lost = (work.before?.variants ?? []).filter(({ id, mediaId }) => {
    const shown = now.variants.find((variant) => variant.id === id)?.mediaId;
    return mediaId !== null && there.has(mediaId) && shown !== undefined && shown !== null && ours.includes(shown);
  });
  await shop.linkVariants(work.productId, lost.flatMap(({ id, mediaId }) => (mediaId ? [{ variantId: id, mediaId }] : [])));
}

/** A photo whose alt text is still the one that we wrote gets its former one back; an edited one stays. */
async function restoreAlts({ alts, before }: ProductWork, shop: ShopClient, now: MediaState): Promise<void> {
  for (const { mediaId, altText } of alts) {
    const former = before?.media.find(({ id }) => id === mediaId);
    const media = now.media.find(({ id }) => id === mediaId);
    if (former && media?.alt === altText && former.alt !== altText) await shop.setAlt(mediaId, former.alt);
  }
}

/** An alt text that the merchant wrote on our image is kept with the saved asset. */
async function keepEditedAlts(at: WorkspaceContext, work: ProductWork, now: MediaState): Promise<void> {
  for (const { outputId, mediaId, altText } of work.media) {
    const alt = now.media.find(({ id }) => id === mediaId)?.alt;
    if (alt !== undefined && alt !== altText) await withWorkspace(at, (tx) => tx.output.updateMany({ where: { id: outputId }, data: { altText: alt.slice(0, 512) } }));
  }
}

async function undone(at: WorkspaceContext, work: ProductWork, kept: readonly string[], ours: readonly string[]): Promise<void> {
  await withWorkspace(at, (tx) => tx.publicationMedia.updateMany({ where: { publicationProductId: work.id, mediaId: { in: [...ours] } }, data: { removedAt: at.clock.now() } }));
  await writeProduct(at, work, { state: "undone", undoneAt: at.clock.now(), report: { kept: [...kept] }, reason: null, say: null });
  // A publication that failed before its end may still hold bytes for another try.
  await withWorkspace(at, (tx) => tx.publicationMedia.updateMany({ where: { publicationProductId: work.id, removedAt: null }, data: { removedAt: at.clock.now() } }));
}
