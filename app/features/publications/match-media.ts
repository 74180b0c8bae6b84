import type { MediaState } from "#app/core/ports/shop-gateway.ts";

/** An image that is to be on the product; the marker is in its file name and so in Shopify's address of it. */
export interface WantedMedia {
  readonly outputId: string;
  readonly marker: string;
  readonly altText: string;
  readonly mediaId: string | null;
}

/** What of the wanted images is on the product already. */
export interface MediaMatch<T extends WantedMedia> {
  readonly found: readonly { outputId: string; mediaId: string }[];
  /** A new media that Shopify could not process, if there is one. */
  readonly failed: string | undefined;
  /** New media that Shopify still works on: they may be ours, so nothing is added while there are any. */
  readonly processing: readonly string[];
  readonly missing: readonly T[];
}

/** Matches by id where it is known, else by the marker in the address. Media that were there before are never ours. */
export function matchMedia<T extends WantedMedia>(before: MediaState, now: MediaState, wanted: readonly T[]): MediaMatch<T> {
  const former = new Set(before.media.map(({ id }) => id));
  const fresh = now.media.filter(({ id }) => !former.has(id));
  const found: { outputId: string; mediaId: string }[] = [];
  for (const { outputId, mediaId, marker } of wanted) {
    const media = fresh.find(({ id, url }) => id === mediaId || (url?.includes(marker) ?? false));
    if (media && media.status !== "FAILED") found.push({ outputId, mediaId: media.id });
  }
  const taken = new Set(found.map(({ mediaId }) => mediaId));
  const rest = fresh.filter(({ id }) => !taken.has(id));
  const alts = new Set(wanted.map(({ altText }) => altText));
  const failed = rest.find(({ status, alt }) => status === "FAILED" && alts.has(alt))?.id;
  const open = rest.filter(({ status, alt }) => (status === "UPLOADED" || status === "PROCESSING") && alts.has(alt)).map(({ id }) => id);
  const unready = found.filter(({ mediaId }) => now.media.some(({ id, status }) => id === mediaId && status !== "READY")).map(({ mediaId }) => mediaId);
  return { found, failed, processing: [...open, ...unready], missing: wanted.filter(({ outputId }) => !found.some((one) => one.outputId === outputId)) };
}
