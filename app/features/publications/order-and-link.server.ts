import type { WorkspaceContext } from "#app/core/context.ts";
import { movesTo, targetOrder } from "#app/core/media-order.ts";
import type { MediaState, ShopClient } from "#app/core/ports/shop-gateway.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { present, setState, type MediaWork, type ProductWork } from "./product-work.server.ts";
import type { LinksRecord } from "./records.ts";

const ORDER_TRIES = 5;
/** Pairs of one call. */
const MOST_LINKS = 100;

/** An image of ours that is on the product. */
interface OnProduct extends MediaWork {
  readonly mediaId: string;
}

/** Those of our images that are on the product. */
function onProduct(media: readonly MediaWork[], state: MediaState): OnProduct[] {
  return media.flatMap(({ mediaId, ...rest }) => (mediaId !== null && state.media.some(({ id }) => id === mediaId) ? [{ ...rest, mediaId }] : []));
}

/** Moves our images, and no others, to their places. */
export async function orderMedia(at: WorkspaceContext, work: ProductWork, shop: ShopClient, added: MediaState): Promise<MediaState> {
  await setState(at, work, "ordering");
  const placed = onProduct(work.media, added).map(({ mediaId, plan, original }) => ({ id: mediaId, place: plan.place, sourceId: original?.id ?? plan.sourceId }));
  return orderUntil(work, shop, added, (current) => movesTo(current, targetOrder(current, placed), placed.map(({ id }) => id)));
}

/** Orders and looks until there is nothing to move. */
export async function orderUntil(work: ProductWork, shop: ShopClient, first: MediaState, movesOf: (current: readonly string[]) => readonly { id: string; newPosition: number }[]): Promise<MediaState> {
  let state = first;
  for (let tries = 0; tries < ORDER_TRIES; tries += 1) {
    const moves = movesOf(state.media.map(({ id }) => id));
    if (moves.length === 0) return state;
    await shop.reorder(work.productId, moves);
    state = await present(shop, work);
  }
  return state;
}

/**
 * Lets variants show our images: those of a replaced photo, those without an image, or the one that an image was made
 * for. What each showed is written first. A variant that was given another image meanwhile keeps it.
 */
export async function linkMedia(at: WorkspaceContext, work: ProductWork, shop: ShopClient, before: MediaState, state: MediaState): Promise<MediaState> {
  await setState(at, work, "linking");
  const taken = new Set<string>();
  const links: (LinksRecord[number] & { mediaId: string })[] = [];
  for (const image of onProduct(work.media, state)) {
    const own = linksOf(image, before, state).filter(({ variantId }) => !taken.has(variantId));
    own.forEach(({ variantId }) => taken.add(variantId));
    links.push(...own.map((link) => ({ ...link, mediaId: image.mediaId })));
    await withWorkspace(at, (tx) => tx.publicationMedia.updateMany({ where: { publicationProductId: work.id, outputId: image.outputId }, data: { links: own } }));
  }
  const due = links.filter(({ variantId, from, mediaId }) => mediaId !== from && state.variants.some(({ id, mediaId: shown }) => id === variantId && shown === from));
  if (due.length === 0) return state;
  for (const part of chunks(due.filter(({ from }) => from === null))) await shop.linkVariants(work.productId, part);
  for (const part of chunks(due.filter(({ from }) => from !== null))) await shop.showOnVariants(work.productId, part);
  return present(shop, work);
}

/** The variants that an image is for, with what each shows before it. What was written before a crash counts. */
function linksOf({ plan, original, links }: OnProduct, before: MediaState, now: MediaState): LinksRecord {
  const shown = now.variants.flatMap(({ id, mediaId }) => {
    const replaced = original !== null && mediaId === original.id;
    const bare = plan.link === "bare" && mediaId === null && before.variants.some((former) => former.id === id && former.mediaId === null);
    return replaced || bare || (plan.link === "variant" && id === plan.variantId) ? [{ variantId: id, from: mediaId }] : [];
  });
  const known = links ?? [];
  return [...known, ...shown.filter(({ variantId }) => !known.some((link) => link.variantId === variantId))];
}

function chunks(links: readonly { variantId: string; mediaId: string }[]): { variantId: string; mediaId: string }[][] {
  const plain = links.map(({ variantId, mediaId }) => ({ variantId, mediaId }));
  return Array.from({ length: Math.ceil(plain.length / MOST_LINKS) }, (_, part) => plain.slice(part * MOST_LINKS, (part + 1) * MOST_LINKS));
}

/** Takes replaced photos off this product, each only once its replacement is there and no variant shows it any more. The files stay in the shop. */
export async function takeOffReplaced(at: WorkspaceContext, work: ProductWork, shop: ShopClient, state: MediaState): Promise<MediaState> {
  const replaced = onProduct(work.media, state).flatMap(({ original }) => original?.id ?? []);
  const there = replaced.filter((id) => state.media.some((media) => media.id === id));
  if (replaced.length === 0) return state;
  await setState(at, work, "replacing");
  if (there.length === 0) return state;
  await shop.detach(work.productId, there);
  return present(shop, work);
}
