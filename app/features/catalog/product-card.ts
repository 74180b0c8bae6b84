import type { Product } from "#app/core/product.ts";
import { itemTitle } from "#app/core/unit-words.ts";
import type { ProductCardView } from "./views.ts";

/** A product as a small card; the photo comes from Shopify's CDN at 320 pixels. */
export function productCard(product: Product): ProductCardView {
  const [photo] = product.photos;
  return { id: product.id, title: itemTitle(product), type: product.type, status: product.status.toLowerCase(), photoCount: product.photos.length, photo: photo ? cdnPhoto(photo.url, 320) : null };
}

/** An address of Shopify's CDN with a width in pixels. */
export function cdnPhoto(address: string, width: number): string {
  if (!URL.canParse(address)) return address;
  const url = new URL(address);
  url.searchParams.set("width", String(width));
  return url.href;
}
