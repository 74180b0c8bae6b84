import type { ImageOperation } from "#app/core/image/recipe.ts";
import { differenceOf, labOf } from "./lab.ts";
import { grown, keepFromEdges } from "./mask.ts";
import { maskToSharp, rgbOf, toRaster, toSharp, type Raster } from "./raster.ts";

/** The longer side of a mask, at most, in pixels: no provider reads a larger one, and it keeps the work bounded. */
const MASK_SIDE = 2048;
/** From this alpha on a pixel of a cut-out is solid. */
const SOLID = 128;

/** The noise of a camera goes into a middle of this many pixels across, so that a mask is not full of specks. */
const GRAIN = 3;

type FromCutOut = Extract<ImageOperation, { kind: "mask-from-cut-out" }>;
type FromColour = Extract<ImageOperation, { kind: "mask-from-colour" }>;

/** White where a cut-out is solid, black elsewhere. An image without transparency is solid everywhere. */
export async function maskFromCutOut(image: Raster, operation: FromCutOut): Promise<Raster> {
  const { width, height } = maskSize(image);
  const full = await toSharp(image).extractChannel(3).raw().toBuffer();
  const alpha = await maskToSharp(full, image.width, image.height).resize(width, height, { fit: "fill", kernel: "linear" }).extractChannel(0).raw().toBuffer();
  return finished(new Uint8Array(alpha.map((value) => (value >= SOLID ? 255 : 0))), width, height, operation);
}

/** White where an image has a colour, or one that is no more unlike it than `tolerance`. What is see-through has no colour. */
export async function maskFromColour(image: Raster, operation: FromColour): Promise<Raster> {
  const { width, height } = maskSize(image);
  const { data } = await toRaster(toSharp(image).resize(width, height, { fit: "fill" }).median(GRAIN));
  const { r, g, b } = rgbOf(operation.colour);
  const wanted = labOf(r, g, b);
  const marks = new Uint8Array(width * height);
  for (let pixel = 0, at = 0; pixel < marks.length; pixel += 1, at += 4) {
    if ((data[at + 3] ?? 0) >= SOLID && differenceOf(labOf(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0), wanted) <= operation.tolerance) marks[pixel] = 255;
  }
  return finished(operation.where === "edges" ? keepFromEdges(marks, width) : marks, width, height, operation);
}

function maskSize({ width, height }: Raster): { width: number; height: number } {
  const scale = Math.min(1, MASK_SIDE / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Grown or shrunk, then turned around, then softened; as an opaque image. */
async function finished(marks: Uint8Array, width: number, height: number, { grow, invert, feather }: Pick<FromCutOut, "grow" | "invert" | "feather">): Promise<Raster> {
  const side = Math.max(width, height);
  const sized = grown(marks, width, grow * side);
  const turned = invert ? sized.map((value) => 255 - value) : sized;
  const sigma = (feather * side) / 2;
  const soft = sigma < 0.3 ? turned : await maskToSharp(turned, width, height).blur(sigma).extractChannel(0).raw().toBuffer();
  const data = Buffer.alloc(width * height * 4, 255);
  for (let pixel = 0, at = 0; pixel < soft.length; pixel += 1, at += 4) data.fill(soft[pixel] ?? 0, at, at + 3);
  return { data, width, height };
}
