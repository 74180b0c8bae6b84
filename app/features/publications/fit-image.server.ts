import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { storedImage, type ImageRecipe } from "#app/core/image/recipe.ts";
import { fittedSize, MOST_BYTES } from "./media-limits.ts";

/** An image that is kept, by its hash. Sizes in pixels. */
export interface SizedImage {
  readonly hash: string;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
}

/** WebP is the smallest that Shopify takes and keeps what is transparent. */
const QUALITIES = [92, 80, 60] as const;

/** The bytes that Shopify takes of an image: as they are where they fit, else scaled and written anew. What is kept in the library stays. */
export async function fitImage(at: WorkspaceContext, { hash, mime, width, height }: SizedImage, bytes: Uint8Array): Promise<{ mime: string; bytes: Uint8Array }> {
  const size = fittedSize({ width, height });
  if (size.width === width && size.height === height && bytes.byteLength <= MOST_BYTES) return { mime, bytes };
  const recipe: ImageRecipe = { kind: "operation", at: "publication", operation: { kind: "resize", ...size, mode: "inside", colour: "#ffffff" }, inputs: [storedImage(hash)] };
  for (const quality of QUALITIES) {
    const made = await at.images.render({ recipe, encoding: { format: "webp", quality, frame: null }, sources: new Map([[`stored:${hash}`, bytes]]) });
    if (made.bytes.byteLength <= MOST_BYTES) return made;
  }
  throw new AppError("image_too_large", "no quality fits", { say: "This image cannot be written in less than 20 MB, the most that Shopify takes." });
}
