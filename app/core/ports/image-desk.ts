import type { ImageMeasure } from "../image/measure.ts";
import type { Encoding, ImageRecipe } from "../image/recipe.ts";

/** Facts of an image that was decoded once. Sizes in pixels. */
export interface ImageFacts {
  readonly mime: string;
  readonly width: number;
  readonly height: number;
}

/** An image with its bytes. */
export interface MadeImage extends ImageFacts {
  readonly bytes: Uint8Array;
}

/** A rendered image, and what its sources turned out to be, by sourceId: they were decoded on the way. */
export interface RenderedImage extends MadeImage {
  readonly sources: ReadonlyMap<string, ImageFacts>;
}

/** An upload, re-encoded; `record` is what was read from the file before. */
export interface IngestedImage extends MadeImage {
  readonly record: { readonly xmp?: string; readonly c2pa: boolean };
}

/**
 * Everything that decodes an image: one guard (magic bytes, pixel limit, no SVG, time and memory
 * limits), in child processes. Throws image_* errors of the table.
 */
export interface ImageDesk {
  /** What the head of a file says. */
  inspect(bytes: Uint8Array): Promise<ImageFacts & { readonly hasAlpha: boolean }>;
  /** The same once every pixel was decoded: for an image that was paid for, so that one which breaks off is found before it counts as made. */
  verify(bytes: Uint8Array): Promise<ImageFacts>;
  ingest(bytes: Uint8Array): Promise<IngestedImage>;
  /** `sources` holds the bytes of every source of the recipe, by sourceId. */
  render(job: { recipe: ImageRecipe; encoding: Encoding; sources: ReadonlyMap<string, Uint8Array> }): Promise<RenderedImage>;
  /** Figures of what the recipe would give, as large as it may be written; nothing is encoded. */
  measure(job: { recipe: ImageRecipe; sources: ReadonlyMap<string, Uint8Array> }): Promise<ImageMeasure>;
  /** A WebP that fits into a square of `width` pixels. */
  thumbnail(bytes: Uint8Array, width: number): Promise<Uint8Array>;
}
