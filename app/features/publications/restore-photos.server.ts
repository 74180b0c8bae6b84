import type { WorkspaceContext } from "#app/core/context.ts";
import { returnMarker } from "#app/core/own-media.ts";
import { movesTo, targetOrder, type Placed } from "#app/core/media-order.ts";
import type { MediaState, ShopClient } from "#app/core/ports/shop-gateway.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { addMedia } from "./add-media.server.ts";
import { orderUntil } from "./order-and-link.server.ts";
import { present, type ProductWork } from "./product-work.server.ts";
import type { OriginalRecord } from "./records.ts";
import { originalOf, returnedAs, successorOf, type OurImage, type Standing } from "./standing.ts";

/** A photo that comes back, for the image that stands in its place. */
interface Return {
  readonly image: OurImage;
  readonly original: OriginalRecord;
}

/**
 * Which photos come back with the undo of these images. None where it is on the product already or a later image of ours
 * has its place, where an image of ours has the image's own place, or where it came back in an earlier attempt: then the merchant took it off since.
 * One that was being put back when the work broke off is looked at again.
 */
export function returnsOf(images: readonly OurImage[], standing: Standing, now: MediaState): Return[] {
  const there = new Set(now.media.map(({ id }) => id));
  return images.flatMap((image) => {
    const original = image.restoredId === null ? originalOf(image, standing) : null;
    if (original && image.returning) return [{ image, original }];
    if (!original || there.has(returnedAs(original.id, standing))) return [];
    if (successorOf(original.id, image, standing) || (image.mediaId !== null && !there.has(image.mediaId) && successorOf(image.mediaId, image, standing))) return [];
    return [{ image, original }];
  });
}

/** Puts photos back on the product: the same file where the shop still has it, else the kept bytes. Each takes the place of the image that stood for it. */
export async function restorePhotos(at: WorkspaceContext, work: ProductWork, shop: ShopClient, images: readonly OurImage[], standing: Standing, now: MediaState, signal: AbortSignal): Promise<MediaState> {
  const returns = returnsOf(images, standing, now);
  const placed: Placed[] = [];
  let state = now;
  for (const { image, original } of returns) {
    const row = { publicationProductId: image.rowId, outputId: image.outputId };
    await withWorkspace(at, (tx) => tx.publicationMedia.updateMany({ where: row, data: { undo: "returning" } }));
    const id = await returnOne(at, work, shop, { image, original }, state, signal);
    await withWorkspace(at, (tx) => tx.publicationMedia.updateMany({ where: row, data: { restoredId: id, undo: "begun" } }));
    state = await present(shop, work);
    placed.push(placeOf(id, image, original, state));
  }
  // One that came back before a crash may not be in its place yet.
  for (const { mediaId, restoredId } of images) {
    if (mediaId !== null && restoredId !== null && [mediaId, restoredId].every((id) => state.media.some((media) => media.id === id))) placed.push({ id: restoredId, place: "replace", sourceId: mediaId });
  }
  return placed.length === 0 ? state : orderUntil(work, shop, state, (current) => movesTo(current, targetOrder(current, placed), placed.map(({ id }) => id)));
}

/** In the image's place; where that is gone, after the nearest photo that was before it. */
function placeOf(id: string, { mediaId, before }: OurImage, original: OriginalRecord, state: MediaState): Placed {
  const there = new Set(state.media.map((media) => media.id));
  if (mediaId !== null && there.has(mediaId)) return { id, place: "replace", sourceId: mediaId };
  const former = before?.media.map((media) => media.id) ?? [];
  const neighbour = former.slice(0, Math.max(0, former.indexOf(original.id))).findLast((one) => there.has(one));
  return neighbour === undefined ? { id, place: "first", sourceId: null } : { id, place: "after-source", sourceId: neighbour };
}

async function returnOne(at: WorkspaceContext, work: ProductWork, shop: ShopClient, { image, original }: Return, state: MediaState, signal: AbortSignal): Promise<string> {
  if (state.media.some(({ id }) => id === original.id)) return original.id;
  const [file] = await shop.mediaStatuses([original.id]);
  if (file?.status === "READY") {
    await shop.attach(work.productId, [original.id]);
    return original.id;
  }
  let id = original.id;
  const marker = returnMarker(image.outputId, image.rowId);
  const facts = await at.images.inspect(await at.blobs.get(at.workspaceId, original.hash) ?? new Uint8Array());
  await addMedia(at, work, shop, {
    wanted: [{ ...facts, outputId: image.outputId, marker, altText: original.alt, mediaId: null, hash: original.hash, name: "photo" }], before: image.before ?? state, first: state, signal,
    remember: async (found) => { id = found[0]?.mediaId ?? id; }, waiting: async () => undefined,
  });
  return id;
}
