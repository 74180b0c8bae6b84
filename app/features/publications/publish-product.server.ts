import { setTimeout as wait } from "node:timers/promises";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError, toAppError } from "#app/core/errors.ts";
import type { MediaState, ShopClient } from "#app/core/ports/shop-gateway.ts";
import { openShop } from "../accounts/open-shop.server.ts";
import { movesTo, targetOrder } from "./arrange.ts";
import { loadProduct, setState, takeProduct, type MediaWork, type ProductWork } from "./product-work.server.ts";
import { matchMedia } from "./match-media.ts";
import { publishedProduct, rememberMedia, storeBefore } from "./settle-product.server.ts";

/** The most media of one product (shopify.dev, product media). */
const MEDIA_LIMIT = 250;
/** Looks at the product while adding; looks at media that Shopify works on (about three minutes); orders; links of one call. */
const ADD_TRIES = 12;
const READY_TRIES = 90;
const ORDER_TRIES = 5;
const MOST_LINKS = 100;

/**
 * Writes one product back. Each step reads the shop first and goes on from what is there, so that it
 * may be stopped anywhere and begun again: nothing is added twice.
 */
export async function publishProduct(at: WorkspaceContext, rowId: string, signal: AbortSignal): Promise<void> {
  const work = await takeProduct(at, rowId, ["planned", "storing", "adding", "processing", "ordering", "linking"]);
  if (!work) return;
  try {
    const shop = await openShop(at);
    const before = work.before ?? await storeState(at, work, shop);
    const added = await addAll(at, work, shop, before, work.before ? await present(shop, work) : before, signal);
    const ordered = await order(at, work, shop, added);
    const linked = await link(at, work, shop, before, ordered);
    await publishedProduct(at, work, await writeAlts(work, shop, linked));
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    const error = toAppError(thrown);
    if (error.code === "internal") at.log.error({ error: thrown, productRowId: rowId }, "a publication failed for a reason that has no name yet");
    if (error.retryable) throw error; // the queue begins again later
    await setState(at, work, "failed", error);
  }
}

async function storeState(at: WorkspaceContext, work: ProductWork, shop: ShopClient): Promise<MediaState> {
  await setState(at, work, "storing");
  const state = await present(shop, work);
  if (state.media.length + work.media.length > MEDIA_LIMIT) throw new AppError("media_limit", `${state.media.length} media`, { say: `${state.title} has ${state.media.length} media and Shopify allows ${MEDIA_LIMIT}. Remove some and publish again.` });
  await storeBefore(at, work, state);
  return state;
}

/** Adds what is missing and waits until it is ready. Returns the product's media as they are then. */
async function addAll(at: WorkspaceContext, work: ProductWork, shop: ShopClient, before: MediaState, first: MediaState, signal: AbortSignal): Promise<MediaState> {
  await setState(at, work, "adding");
  let state = first;
  for (let tries = 0; tries < ADD_TRIES; tries += 1) {
    signal.throwIfAborted();
    const { found, failed, processing, missing } = matchMedia(before, state, work.media);
    await rememberMedia(at, work, found);
    if (failed) throw await failure(shop, failed);
    if (missing.length === 0 && processing.length === 0) return state;
    if (processing.length > 0) await processed(at, work, shop, processing, signal);
    else for (const image of missing) await addOne(at, work, shop, image);
    state = await present(shop, work);
  }
  throw new AppError("shop_unavailable", "the images do not appear on the product");
}

async function addOne(at: WorkspaceContext, work: ProductWork, shop: ShopClient, image: MediaWork): Promise<void> {
  const bytes = await at.blobs.get(at.workspaceId, image.hash);
  if (!bytes) throw new AppError("missing_asset", "no bytes to publish", { say: "The image was deleted from the library before it was published." });
  const resourceUrl = await shop.stage({ fileName: image.fileName, mime: image.mime, bytes });
  // A lost answer is no reason to send again: the product is read next, and shows whether it was written.
  await shop.addMedia(work.productId, [{ resourceUrl, alt: image.altText }]).catch((error: unknown) => {
    const known = toAppError(error);
    if (known.code !== "shop_unavailable") throw known;
    at.log.warn({ productRowId: work.id }, "an answer was lost after adding media; the product is read again");
  });
}

/** Waits until Shopify has worked on these media, asking for them alone. */
async function processed(at: WorkspaceContext, work: ProductWork, shop: ShopClient, ids: readonly string[], signal: AbortSignal): Promise<void> {
  await setState(at, work, "processing");
  for (let tries = 0; tries < READY_TRIES; tries += 1) {
    await wait(Math.min(200 * 2 ** tries, 2000), undefined, { signal });
    const statuses = await shop.mediaStatuses(ids);
    if (statuses.every(({ status }) => status === "READY" || status === "FAILED")) return;
  }
  throw new AppError("shop_unavailable", "Shopify has not processed the images in time");
}

async function failure(shop: ShopClient, mediaId: string): Promise<AppError> {
  const [status] = await shop.mediaStatuses([mediaId]);
  return new AppError("media_failed", "media failed", { say: `Shopify could not process this image: ${status?.error ?? "no reason given"}` });
}

async function order(at: WorkspaceContext, work: ProductWork, shop: ShopClient, added: MediaState): Promise<MediaState> {
  await setState(at, work, "ordering");
  const ours = (await loadProduct(at, work.id)).media.flatMap(({ mediaId }) => mediaId ?? []);
  let state = added;
  for (let tries = 0; tries < ORDER_TRIES; tries += 1) {
    const current = state.media.map(({ id }) => id);
    const moves = movesTo(current, targetOrder(current, ours, work.plan.placement), ours);
    if (moves.length === 0) return state;
    await shop.reorder(work.productId, moves);
    state = await present(shop, work);
  }
  return state;
}

/** Our first image is shown for variants that had none; no variant loses what it shows. */
async function link(at: WorkspaceContext, work: ProductWork, shop: ShopClient, before: MediaState, state: MediaState): Promise<MediaState> {
  if (!work.plan.linkVariants) return state;
  await setState(at, work, "linking");
  const [mediaId] = (await loadProduct(at, work.id)).media.flatMap((media) => media.mediaId ?? []);
  const bare = new Set(before.variants.flatMap((variant) => (variant.mediaId === null ? [variant.id] : [])));
  const links = state.variants.filter(({ id, mediaId: shown }) => shown === null && bare.has(id)).slice(0, MOST_LINKS);
  if (!mediaId || links.length === 0) return state;
  await shop.linkVariants(work.productId, links.map(({ id }) => ({ variantId: id, mediaId })));
  return present(shop, work);
}

/** Alt texts of photos that the product has. Writing one twice changes nothing. */
async function writeAlts(work: ProductWork, shop: ShopClient, state: MediaState): Promise<MediaState> {
  if (work.alts.length === 0) return state;
  for (const { mediaId, altText } of work.alts) {
    const media = state.media.find(({ id }) => id === mediaId);
    if (!media) throw new AppError("photo_gone", "no media for an alt text", { say: `A photo of ${state.title} whose alt text was to be written is no longer on the product.` });
    if (media.alt !== altText) await shop.setAlt(mediaId, altText);
  }
  return present(shop, work);
}

async function present(shop: ShopClient, work: ProductWork): Promise<MediaState> {
  const state = await shop.mediaState(work.productId);
  if (!state) throw new AppError("product_gone", "product deleted", { say: `${work.title} was deleted in Shopify. Nothing was written.` });
  return state;
}
