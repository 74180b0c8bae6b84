import type { MediaState } from "#app/core/ports/shop-gateway.ts";
import { cdnPhoto } from "../catalog/product-card.ts";
import type { TileView } from "./views.ts";

/** A product's media as a strip of small tiles. */
export function tilesOf(state: MediaState | undefined, kind: (id: string) => TileView["kind"]): TileView[] {
  return (state?.media ?? []).map(({ id, url, alt }) => ({ id, url: url ? cdnPhoto(url, 160) : null, alt, kind: kind(id), variants: state?.variants.filter(({ mediaId }) => mediaId === id).length ?? 0 }));
}
