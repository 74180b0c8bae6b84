import { MAX_AREA, MAX_SIDE } from "#app/core/image/recipe.ts";

/** Shopify's limits of a product's media (shopify.dev, product media): how many, and the bytes of one image. */
export const MOST_MEDIA = 250;
export const MOST_BYTES = 20_000_000;

/** The size that an image is written in: its own, or as large as Shopify takes. In pixels. */
export function fittedSize(size: { readonly width: number; readonly height: number }): { width: number; height: number } {
  const { width, height } = size;
  const scale = Math.min(1, MAX_SIDE / Math.max(width, height), Math.sqrt(MAX_AREA / (width * height)));
  return scale === 1 ? { width, height } : { width: Math.max(1, Math.floor(width * scale)), height: Math.max(1, Math.floor(height * scale)) };
}

/** What must be done to an image before Shopify takes it, in words; null where nothing must. */
export function fitWords(image: { readonly width: number; readonly height: number; readonly bytes: number }): string | null {
  const { width, height } = fittedSize(image);
  const size = (w: number, h: number) => `${w.toLocaleString("en")} × ${h.toLocaleString("en")} px`;
  if (width !== image.width || height !== image.height) return `${size(image.width, image.height)} is scaled to ${size(width, height)} to fit 20 megapixels and ${MAX_SIDE.toLocaleString("en")} px a side.`;
  return image.bytes > MOST_BYTES ? `${(image.bytes / 1_000_000).toFixed(1)} MB is written as WebP to fit 20 MB. The size in pixels stays.` : null;
}
