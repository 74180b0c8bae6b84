import type { WorkspaceContext } from "#app/core/context.ts";
import { toAppError } from "#app/core/errors.ts";
import type { MediaState, ShopClient } from "#app/core/ports/shop-gateway.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { openShop } from "../accounts/open-shop.server.ts";
import { foreignChanges } from "./foreign-changes.ts";
import { loadStanding } from "./load-standing.server.ts";
import { matchMedia } from "./match-media.ts";
import { loadProduct, present, takeProduct, type ProductWork } from "./product-work.server.ts";
import { restorePhotos } from "./restore-photos.server.ts";
import { rememberMedia } from "./settle-product.server.ts";
import { beginUndo, endUndo, refuseUndo } from "./settle-undo.server.ts";
import { altBefore, shownBefore, type OurAlt, type OurImage, type Standing } from "./standing.ts";

/** What of a product is undone in one go, and everything that ours did there. */
interface Undo {
  readonly images: readonly OurImage[];
  readonly alts: readonly OurAlt[];
  readonly standing: Standing;
}

/**
 * Takes the images off a product whose undo was asked for. Photos that they replaced come back, a variant that showed
 * something else before shows that again, and what remains keeps its order. What others changed since is kept and said.
 * Written ahead: it may be stopped anywhere and begun again.
 */
export async function undoProduct(at: WorkspaceContext, rowId: string, signal: AbortSignal): Promise<void> {
  const work = await takeProduct(at, rowId, ["undoing"]);
  if (!work) return;
  const wanted = [...work.media, ...work.alts].filter(({ undo }) => undo === "asked" || undo === "begun").map(({ outputId }) => outputId);
  try {
    const shop = await openShop(at);
    const now = await shop.mediaState(work.productId);
    if (!now) {
      await beginUndo(at, work, wanted, ["The product was deleted in Shopify. There was nothing to undo."]);
      return await endUndo(at, work, wanted);
    }
    if (work.before) await rememberMedia(at, work, matchMedia(work.before, now, work.media).found);
    const undo = await loadUndo(at, work, wanted);
    await beginUndo(at, work, wanted, changesOf(work, undo, now));
    await keepEditedAlts(at, work, now);
    const restored = await restorePhotos(at, work, shop, undo.images, undo.standing, now, signal);
    const linked = await restoreLinks(work, shop, restored, await loadUndo(at, work, wanted));
    await restoreAlts(shop, linked, undo);
    const ours = undo.images.flatMap(({ mediaId }) => mediaId ?? []).filter((id) => linked.media.some((media) => media.id === id));
    if (ours.length) await shop.detach(work.productId, ours);
    await endUndo(at, work, wanted);
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    const error = toAppError(thrown);
    if (error.retryable) throw error;
    await refuseUndo(at, work, error);
  }
}

async function loadUndo(at: WorkspaceContext, { id, productId }: ProductWork, wanted: readonly string[]): Promise<Undo> {
  const standing = await withWorkspace(at, (tx) => loadStanding(tx, productId));
  const isWanted = ({ rowId, outputId }: { rowId: string; outputId: string }) => rowId === id && wanted.includes(outputId);
  return { standing, images: standing.images.filter(isWanted), alts: standing.alts.filter(isWanted) };
}

/** Told once, when an undo begins: later attempts find what it has done itself. */
function changesOf({ id, after, media, alts: texts }: ProductWork, { images, alts, standing }: Undo, now: MediaState): string[] {
  const asked = new Set([...media, ...texts].filter(({ undo }) => undo === "asked").map(({ outputId }) => outputId));
  return after && asked.size > 0 ? foreignChanges({ rowId: id, published: after, now, images: images.filter(({ outputId }) => asked.has(outputId)), alts: alts.filter(({ outputId }) => asked.has(outputId)) }, standing) : [];
}

/** Before our images go, variants that show them show what they did before, in one write. */
async function restoreLinks(work: ProductWork, shop: ShopClient, now: MediaState, { images, standing }: Undo): Promise<MediaState> {
  const there = new Set(now.media.map(({ id }) => id));
  const links = now.variants.flatMap(({ id, mediaId }) => {
    const image = images.find((one) => mediaId !== null && one.mediaId === mediaId);
    const former = image ? shownBefore(id, image, standing, there) : null;
    return former !== null && !images.some((one) => one.mediaId === former) ? [{ variantId: id, mediaId: former }] : [];
  });
  if (links.length === 0) return now;
  for (let from = 0; from < links.length; from += 250) await shop.showOnVariants(work.productId, links.slice(from, from + 250));
  return present(shop, work);
}

/** A photo whose alt text is still the one that we wrote gets its former one back; an edited one stays. */
async function restoreAlts(shop: ShopClient, now: MediaState, { alts, standing }: Undo): Promise<void> {
  for (const alt of alts) {
    const former = altBefore(alt, standing);
    const media = now.media.find(({ id }) => id === alt.mediaId);
    if (former !== undefined && media?.alt === alt.altText && former !== alt.altText) await shop.setAlt(alt.mediaId, former);
  }
}

/** An alt text that the merchant wrote on our image is kept with the saved asset. */
async function keepEditedAlts(at: WorkspaceContext, work: ProductWork, now: MediaState): Promise<void> {
  for (const { outputId, mediaId, altText } of (await loadProduct(at, work.id)).media) {
    const alt = now.media.find(({ id }) => id === mediaId)?.alt;
    if (alt !== undefined && alt !== altText) await withWorkspace(at, (tx) => tx.output.updateMany({ where: { id: outputId }, data: { altText: alt.slice(0, 512) } }));
  }
}
