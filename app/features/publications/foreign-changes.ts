import type { MediaState } from "#app/core/ports/shop-gateway.ts";
import { successorOf, type OurAlt, type OurImage, type Standing } from "./standing.ts";

interface Undone {
  readonly rowId: string;
  /** The product right after our write, and as it is now. */
  readonly published: MediaState;
  readonly now: MediaState;
  /** The images and alt texts whose undo begins. */
  readonly images: readonly OurImage[];
  readonly alts: readonly OurAlt[];
}

const many = (count: number, one: string, more = `${one}s`) => `${count} ${count === 1 ? one : more}`;

/**
 * What others changed between our write and now, in words, each with what becomes of it on undo. Others are the
 * merchant, and our own later publications, which are told by their number.
 */
export function foreignChanges(undone: Undone, standing: Standing): string[] {
  return [...mediaChanges(undone, standing), ...orderChange(undone, standing), ...altChanges(undone, standing), ...laterAlts(undone, standing), ...ownChanges(undone, standing), ...linkChanges(undone, standing)];
}

/** Photos that came back by an undo of ours, or that an image of ours has taken the place of. */
function photosOf({ images }: Standing): Set<string> {
  return new Set(images.flatMap(({ original, restoredId }) => [original?.id, restoredId].flatMap((id) => id ?? [])));
}

function mediaChanges({ rowId, published, now }: Undone, { images }: Standing): string[] {
  const own = new Set(images.filter((image) => image.rowId === rowId).flatMap(({ mediaId }) => mediaId ?? []));
  const returned = new Set(images.flatMap(({ original, restoredId, undoneAt }) => [restoredId, undoneAt ? original?.id : null].flatMap((id) => id ?? [])));
  const added = now.media.filter(({ id }) => !own.has(id) && !returned.has(id) && !published.media.some((media) => media.id === id));
  const removed = published.media.filter(({ id }) => !own.has(id) && !now.media.some((media) => media.id === id));
  const others = images.filter((image) => image.rowId !== rowId);
  const numbers = [...new Set(others.filter(({ mediaId, undoneAt }) => undoneAt === null && added.some(({ id }) => id === mediaId)).map(({ number }) => number))];
  const byHand = added.filter(({ id }) => !others.some(({ mediaId, undoneAt }) => mediaId === id && undoneAt === null));
  const gone = removed.filter(({ id }) => !others.some(({ mediaId, undoneAt, original }) => (mediaId === id && undoneAt !== null) || (original?.id === id)));
  return [
    ...numbers.map((number) => `Publication ${number} has put images there since. They stay.`),
    ...(byHand.length ? [`${many(byHand.length, "image was", "images were")} added meanwhile. Kept.`] : []),
    ...(gone.length ? [`${many(gone.length, "former image was", "former images were")} removed meanwhile. Stays removed.`] : []),
  ];
}

function orderChange({ published, now }: Undone, standing: Standing): string[] {
  const moved = new Set([...photosOf(standing), ...standing.images.flatMap(({ mediaId }) => mediaId ?? [])]);
  const common = (state: MediaState, other: MediaState) => state.media.map(({ id }) => id).filter((id) => !moved.has(id) && other.media.some((media) => media.id === id)).join();
  return common(published, now) === common(now, published) ? [] : ["The order of the images was changed meanwhile. The order of what remains is kept."];
}

/** Texts that a publication or an undo of ours wrote are no edits. */
function altChanges({ published, now }: Undone, { images, alts }: Standing): string[] {
  return now.media.flatMap(({ id, alt }) => {
    const former = published.media.find((media) => media.id === id);
    const byUs = alts.some((one) => one.mediaId === id && (one.altText === alt || one.before?.media.find((media) => media.id === id)?.alt === alt));
    return !former || former.alt === alt || byUs || images.some(({ mediaId }) => mediaId === id) ? [] : [`An alt text was edited to “${alt}”. Kept.`];
  });
}

function laterAlts({ now, alts: begun }: Undone, { alts }: Standing): string[] {
  return begun.flatMap(({ rowId, mediaId, altText }) => {
    const text = now.media.find(({ id }) => id === mediaId)?.alt;
    const later = alts.findLast((one) => one.rowId !== rowId && one.mediaId === mediaId && one.undoneAt === null && one.altText === text);
    return later && text !== altText ? [`Publication ${later.number} has written another alt text for that photo since. It stays.`] : [];
  });
}

function ownChanges({ published, now, images }: Undone, standing: Standing): string[] {
  return images.flatMap((image) => {
    const former = published.media.find(({ id }) => id === image.mediaId);
    const media = now.media.find(({ id }) => id === image.mediaId);
    if (image.mediaId === null) return [];
    if (media) return former && former.alt !== media.alt ? [`The alt text of our image was edited to “${media.alt}”. It goes with the image and is kept with the saved asset.`] : [];
    const successor = successorOf(image.mediaId, image, standing);
    return [successor ? `Publication ${successor.number} has put another image in the place of ours since. That one stays; its undo brings back what was there before both.` : "An image of this publication had already been removed."];
  });
}

function linkChanges({ published, now, images }: Undone, { images: all }: Standing): string[] {
  const ours = new Set(images.flatMap(({ mediaId }) => mediaId ?? []));
  const linked = new Set(all.filter((image) => !images.includes(image)).flatMap(({ links }) => links?.map(({ variantId }) => variantId) ?? []));
  return now.variants.flatMap(({ id, title, mediaId }) => {
    const former = published.variants.find((variant) => variant.id === id);
    if (!former || former.mediaId === mediaId || linked.has(id)) return [];
    // It showed a media that is gone, and Shopify has cleared it.
    if (mediaId === null && !now.media.some((media) => media.id === former.mediaId)) return [];
    return [mediaId !== null && ours.has(mediaId) ? `The variant ${title} was given our image meanwhile. It shows its former image again.` : `The image of the variant ${title} was changed meanwhile. Kept.`];
  });
}
