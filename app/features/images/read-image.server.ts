import type { Context } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";

/** The widths that a page may ask for, in pixels. */
export const WIDTHS = [160, 320, 640] as const;

/** An image's bytes as kept, or a rendition of one of WIDTHS. The signature was checked by the caller. */
export async function readImage(context: Context, image: { workspaceId: string; hash: string; width: number | null }): Promise<Uint8Array> {
  const { workspaceId, hash, width } = image;
  if (width !== null) {
    const made = await context.blobs.getVariant(workspaceId, hash, `w${width}.webp`);
    if (made) return made;
  }
  const bytes = await context.blobs.get(workspaceId, hash);
  if (!bytes) throw new AppError("expired", "no bytes for this image");
  if (width === null) return bytes;
  const rendition = await context.images.thumbnail(bytes, width);
  await context.blobs.putVariant(workspaceId, hash, `w${width}.webp`, rendition);
  return rendition;
}
