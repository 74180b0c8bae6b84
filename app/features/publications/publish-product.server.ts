import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError, toAppError } from "#app/core/errors.ts";
import type { MediaState, ShopClient } from "#app/core/ports/shop-gateway.ts";
import { openShop } from "../accounts/open-shop.server.ts";
import { addMedia } from "./add-media.server.ts";
import { keepOriginals } from "./keep-originals.server.ts";
import { MOST_MEDIA } from "./media-limits.ts";
import { linkMedia, orderMedia, takeOffReplaced } from "./order-and-link.server.ts";
import { loadProduct, present, setState, takeProduct, type ProductWork } from "./product-work.server.ts";
import { failedProduct, publishedProduct, rememberMedia, storeBefore } from "./settle-product.server.ts";
import { PHASES } from "./states.ts";

/**
 * Writes one product back. Each step is written ahead and reads the shop first, so that it may be stopped anywhere
 * and begun again: nothing is added twice.
 */
export async function publishProduct(at: WorkspaceContext, rowId: string, signal: AbortSignal): Promise<void> {
  const taken = await takeProduct(at, rowId, PHASES);
  if (!taken) return;
  try {
    const shop = await openShop(at);
    const before = taken.before ?? await storeState(at, taken, shop);
    // A phase that is behind is not done again: the merchant may have changed it since.
    const reached = (phase: (typeof PHASES)[number]) => PHASES.findIndex((one) => one === taken.state) <= PHASES.indexOf(phase);
    const kept = reached("keeping") ? await keepOriginals(at, taken, before) : taken;
    let state = taken.before ? await present(shop, taken) : before;
    if (reached("processing")) state = await addAll(at, kept, shop, before, state, signal);
    const work = await loadProduct(at, rowId);
    if (reached("ordering")) state = await orderMedia(at, work, shop, state);
    state = await linkMedia(at, work, shop, before, state);
    state = await takeOffReplaced(at, work, shop, state);
    await publishedProduct(at, work, await writeAlts(work, shop, state));
  } catch (thrown) {
    if (signal.aborted) throw thrown;
    const error = toAppError(thrown);
    if (error.code === "internal") at.log.error({ error: thrown, productRowId: rowId }, "a publication failed for a reason that has no name yet");
    if (error.retryable) throw error; // the queue begins again later
    await failedProduct(at, taken, error);
  }
}

async function storeState(at: WorkspaceContext, work: ProductWork, shop: ShopClient): Promise<MediaState> {
  await setState(at, work, "storing");
  const state = await present(shop, work);
  if (state.media.length + work.media.length > MOST_MEDIA) throw new AppError("media_limit", `${state.media.length} media`, { say: `${state.title} has ${state.media.length} media and Shopify allows ${MOST_MEDIA}. Remove ${state.media.length + work.media.length - MOST_MEDIA} and publish again.` });
  await storeBefore(at, work, state);
  return state;
}

async function addAll(at: WorkspaceContext, work: ProductWork, shop: ShopClient, before: MediaState, first: MediaState, signal: AbortSignal): Promise<MediaState> {
  await setState(at, work, "adding");
  return addMedia(at, work, shop, {
    wanted: work.media.map((image) => ({ ...image, name: image.plan.fileName })), before, first, signal,
    remember: (found) => rememberMedia(at, work, found), waiting: () => setState(at, work, "processing"),
  });
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
