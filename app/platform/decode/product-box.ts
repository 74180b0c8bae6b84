import type { ImageMeasure } from "#app/core/image/measure.ts";
import { findProduct, shrunk } from "./cut-out.ts";
import { labOf } from "./lab.ts";
import { floodBackground, keepLargeParts } from "./mask.ts";
import { rgbOf, type Raster } from "./raster.ts";
import { visibleBox, type Box } from "./visible-box.ts";

/** An image with more see-through pixels than this is a cut-out. */
const CUT_OUT = 0.01;
/** From this share of one colour on a border is flat, and what differs from it is found to the pixel. */
const FLAT = 0.9;
/** On a flat ground this is no background any more, in units of Lab, beside three times its own unevenness. */
const DIFFERS = 0.8;
/** A shadow is darker than its ground by at most this, of the same tint within the second figure, and fades: between neighbours it changes by no more than the third. */
const SHADOW = { depth: 40, tint: 2.5, step: 0.9 };
/** How much of an uneven ground is still background: little, so that pale edges count as product. */
const TOLERANCE = 0.12;
/** Parts smaller than this share of the largest one are specks. */
const SPECK = 0.002;

/** The box around what stands out from the background; null where that is not plain, or nothing does. */
export async function productBox(image: Raster, transparent: number, border: ImageMeasure["border"]): Promise<Box | null> {
  if (transparent > CUT_OUT) return visibleBox(image);
  const small = await shrunk(image);
  const mask = border.colour !== null && border.plain >= FLAT ? onFlatGround(small, border.colour, border.spread) : findProduct(small, TOLERANCE).mask;
  if (!mask?.some((value) => value)) return null;
  const data = Buffer.alloc(mask.length * 4);
  mask.forEach((value, at) => { data[at * 4 + 3] = value; });
  const box = visibleBox({ data, width: small.width, height: small.height });
  const [across, down] = [image.width / small.width, image.height / small.height];
  return { left: Math.round(box.left * across), top: Math.round(box.top * down), width: Math.round(box.width * across), height: Math.round(box.height * down) };
}

/** What differs from a flat ground, also a white product on white; a shadow that fades out is ground. */
function onFlatGround({ data, width, height }: Raster, colour: string, spread: number): Uint8Array {
  const { r, g, b } = rgbOf(colour);
  const ground = labOf(r, g, b);
  const same = Math.max(DIFFERS, spread * 3);
  const distance = new Float32Array(width * height);
  for (let pixel = 0, at = 0; pixel < distance.length; pixel += 1, at += 4) {
    const own = labOf(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0);
    const darker = ground[0] - own[0];
    const tint = Math.hypot(own[1] - ground[1], own[2] - ground[2]);
    const off = Math.hypot(darker, tint);
    distance[pixel] = off <= same ? 0 : darker > 0 && tint <= Math.max(SHADOW.tint, spread * 3) ? off - same : Infinity;
  }
  const background = floodBackground(distance, width, height, SHADOW.depth, Math.max(SHADOW.step, spread * 3));
  return keepLargeParts(background.map((value) => 255 - value), width, SPECK);
}
