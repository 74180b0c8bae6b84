import { AppError } from "#app/core/errors.ts";
import type { ImageOperation } from "#app/core/image/recipe.ts";
import { maskToSharp, type Raster } from "./raster.ts";

/** From here on a pixel of a mask counts as marked: providers want all or nothing. */
const MARKED = 128;

/**
 * A mask for an edit, in the frame that padding makes of the image: clear may change, solid stays. What
 * marks is stretched to the image first, whatever its size; the frame's margins are not marked.
 */
export async function editMask(image: Raster, marks: Raster, { width, height, change }: Extract<ImageOperation, { kind: "edit-mask" }>): Promise<Raster> {
  const stretched = await maskToSharp(markedIn(marks), marks.width, marks.height).resize(image.width, image.height, { fit: "fill" }).extractChannel(0).raw().toBuffer();
  const framed = await maskToSharp(stretched, image.width, image.height).resize(width, height, { fit: "contain", background: "#000000" }).extractChannel(0).raw().toBuffer();
  const data = Buffer.alloc(width * height * 4);
  let free = 0;
  for (let at = 0; at < framed.length; at += 1) {
    const may = (framed[at] ?? 0) >= MARKED === (change === "marked");
    if (may) free += 1;
    else data[at * 4 + 3] = 255;
  }
  if (free === 0) throw new AppError("invalid_input", "a mask that lets nothing change", { say: "The mask lets nothing of the photo change, so nothing was bought. Use another mask, or change what it means in the skill's settings." });
  return { data, width, height };
}

/** How much each pixel is marked: by its alpha where the image has see-through parts, else by its brightness. */
function markedIn({ data, width, height }: Raster): Uint8Array {
  const marked = new Uint8Array(width * height);
  let clear = false;
  for (let at = 0; at < marked.length; at += 1) {
    marked[at] = data[at * 4 + 3] ?? 255;
    if ((marked[at] ?? 255) < MARKED) clear = true;
  }
  if (clear) return marked;
  return marked.map((_alpha, at) => Math.round(0.2126 * (data[at * 4] ?? 0) + 0.7152 * (data[at * 4 + 1] ?? 0) + 0.0722 * (data[at * 4 + 2] ?? 0)));
}
