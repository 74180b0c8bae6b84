import { setTimeout as wait } from "node:timers/promises";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError, toAppError } from "#app/core/errors.ts";
import { fileEnding } from "#app/core/image/file-ending.ts";
import type { MediaState, ShopClient } from "#app/core/ports/shop-gateway.ts";
import { fitImage, type SizedImage } from "./fit-image.server.ts";
import { matchMedia, type WantedMedia } from "./match-media.ts";
import { present, type ProductWork } from "./product-work.server.ts";

/** Looks at the product while adding; looks at media that Shopify works on (about three minutes). */
const ADD_TRIES = 12;
const READY_TRIES = 90;

/** An image that is to be on the product, with where its bytes are kept. */
export interface AddedMedia extends WantedMedia, SizedImage {
  /** Without ending and marker. */
  readonly name: string;
}

interface Adding {
  readonly wanted: readonly AddedMedia[];
  /** The media of the product before the first of these could be there: none of them is ours. */
  readonly before: MediaState;
  readonly first: MediaState;
  readonly signal: AbortSignal;
  readonly remember: (found: readonly { outputId: string; mediaId: string }[]) => Promise<void>;
  /** Told before each wait for Shopify. */
  readonly waiting: () => Promise<void>;
}

/** Adds what is missing and waits until it is ready; what is there already is found by its marker. Returns the product's media as they are then. */
export async function addMedia(at: WorkspaceContext, work: ProductWork, shop: ShopClient, { wanted, before, first, signal, remember, waiting }: Adding): Promise<MediaState> {
  let state = first;
  for (let tries = 0; tries < ADD_TRIES; tries += 1) {
    signal.throwIfAborted();
    const { found, failed, processing, missing } = matchMedia(before, state, wanted);
    await remember(found);
    if (failed) throw await failure(shop, failed);
    if (missing.length === 0 && processing.length === 0) return state;
    if (processing.length > 0) {
      await waiting();
      await processed(shop, processing, signal);
    } else for (const image of missing) await addOne(at, work, shop, image);
    state = await present(shop, work);
  }
  throw new AppError("shop_unavailable", "the images do not appear on the product");
}

async function addOne(at: WorkspaceContext, work: ProductWork, shop: ShopClient, image: AddedMedia): Promise<void> {
  const bytes = await at.blobs.get(at.workspaceId, image.hash);
  if (!bytes) throw new AppError("missing_asset", "no bytes to publish", { say: "The image was deleted from the library before it was published." });
  const fitted = await fitImage(at, image, bytes);
  const fileName = `${image.name}-${image.marker}.${fileEnding(fitted.mime)}`;
  const resourceUrl = await shop.stage({ fileName, mime: fitted.mime, bytes: fitted.bytes });
  // A lost answer is no reason to send again: the product is read next, and shows whether it was written.
  await shop.addMedia(work.productId, [{ resourceUrl, alt: image.altText }]).catch((error: unknown) => {
    const known = toAppError(error);
    if (known.code !== "shop_unavailable") throw known;
    at.log.warn({ productRowId: work.id }, "an answer was lost after adding media; the product is read again");
  });
}

/** Waits until Shopify has worked on these media, asking for them alone. */
async function processed(shop: ShopClient, ids: readonly string[], signal: AbortSignal): Promise<void> {
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
