import sharp from "sharp";
import { sizeOf } from "../picture.ts";
import type { Refusal } from "./sizes.ts";

/** OpenAI's mask as ours: where it is transparent, ours is white. It must be a PNG of the first image's size. */
export async function editMask(mask: Uint8Array, first: { width: number; height: number } | undefined): Promise<{ redo: Buffer } | Refusal> {
  const size = await sizeOf(mask);
  if (!size?.alpha) return { refusal: "Invalid mask image: it needs an alpha channel." };
  if (size.width !== first?.width || size.height !== first.height) return { refusal: "Invalid mask image: it must have the size of the image." };
  return { redo: await sharp(mask).extractChannel("alpha").negate().png().toBuffer() };
}
