import type { MediaState } from "#app/core/ports/shop-gateway.ts";
import type { LinksRecord, OriginalRecord } from "./records.ts";

/** An image that one of our publications put on a product, as far as others have to know of it. */
export interface OurImage {
  readonly rowId: string;
  readonly outputId: string;
  /** The publication's number. */
  readonly number: number;
  readonly createdAt: Date;
  readonly mediaId: string | null;
  readonly undoneAt: Date | null;
  readonly original: OriginalRecord | null;
  /** Whether the photo was being put back when the work broke off. */
  readonly returning: boolean;
  readonly restoredId: string | null;
  readonly links: LinksRecord | null;
  /** The product before this publication. */
  readonly before: MediaState | undefined;
}

/** An alt text that one of our publications wrote. */
export interface OurAlt {
  readonly rowId: string;
  readonly outputId: string;
  readonly number: number;
  readonly createdAt: Date;
  readonly mediaId: string;
  readonly altText: string;
  readonly undoneAt: Date | null;
  readonly before: MediaState | undefined;
}

/** Everything that our publications did to one product, oldest first. */
export interface Standing {
  readonly images: readonly OurImage[];
  readonly alts: readonly OurAlt[];
}

/** Whether something of ours was undone after another publication had built on it. */
const undoneSince = (one: { readonly undoneAt: Date | null }, other: { readonly createdAt: Date }) => one.undoneAt !== null && one.undoneAt >= other.createdAt;
const sameImage = (one: OurImage, other: OurImage) => one.rowId === other.rowId && one.outputId === other.outputId;

/**
 * The photo that comes back when an image goes. Where that photo was itself an image of ours that has been undone
 * since, it is the one from before that; null where there was none.
 */
export function originalOf(image: OurImage, { images }: Standing): OriginalRecord | null {
  let holder = image;
  for (let steps = images.length; steps > 0; steps -= 1) {
    const ours = images.find((one) => one.mediaId === holder.original?.id && undoneSince(one, image));
    if (!ours) break;
    holder = ours;
  }
  return holder.original;
}

/** The media that a photo is now: itself, or the one by which it came back. */
export function returnedAs(photoId: string, { images }: Standing): string {
  return images.findLast(({ original, restoredId }) => original?.id === photoId && restoredId !== null)?.restoredId ?? photoId;
}

/** A later image of ours that stands in the place of this photo, or of this image. */
export function successorOf(photoId: string, after: OurImage | null, { images }: Standing): OurImage | undefined {
  const from = after === null ? 0 : images.findIndex((one) => sameImage(one, after)) + 1;
  return images.slice(from).find((one) => one.undoneAt === null && one.original?.id === photoId);
}

/** What a variant shows once an image is gone that it shows: what it showed before, as that is now. Null where nothing is left of it. */
export function shownBefore(variantId: string, image: OurImage, standing: Standing, there: ReadonlySet<string>): string | null {
  let from = showedBefore(variantId, image);
  for (let steps = standing.images.length; from !== null && steps > 0; steps -= 1) {
    const ours = standing.images.find((one) => one.mediaId === from && undoneSince(one, image));
    if (!ours) break;
    from = showedBefore(variantId, ours);
  }
  return from === null ? null : placeHolder(from, image, standing, there);
}

function showedBefore(variantId: string, { links, before }: OurImage): string | null {
  const link = links?.find((one) => one.variantId === variantId);
  return link ? link.from : before?.variants.find(({ id }) => id === variantId)?.mediaId ?? null;
}

/** The media that stands for a photo: itself, the one by which it came back, or the image that has replaced it. */
function placeHolder(photoId: string, image: OurImage, standing: Standing, there: ReadonlySet<string>): string | null {
  const returned = returnedAs(photoId, standing);
  if (there.has(returned)) return returned;
  const successor = successorOf(photoId, null, standing);
  return successor && !sameImage(successor, image) && successor.mediaId !== null && there.has(successor.mediaId) ? successor.mediaId : null;
}

/** The alt text that comes back when one of ours goes: the former one, past those of ours that were undone since. */
export function altBefore(alt: OurAlt, { alts }: Standing): string | undefined {
  let text = alt.before?.media.find(({ id }) => id === alt.mediaId)?.alt;
  const own = alts.findIndex(({ rowId, outputId }) => rowId === alt.rowId && outputId === alt.outputId);
  for (const earlier of alts.slice(0, own).reverse()) {
    if (earlier.mediaId === alt.mediaId && earlier.altText === text && undoneSince(earlier, alt)) text = earlier.before?.media.find(({ id }) => id === alt.mediaId)?.alt ?? text;
  }
  return text;
}
