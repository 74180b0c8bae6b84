import type { OverlayOptions } from "sharp";
import sharp from "sharp";
import { MAX_AREA, type ImageOperation } from "#app/core/image/recipe.ts";
import { rgbOf, toRaster, toSharp, type Raster } from "./raster.ts";
import { shadowLayers, shadowReach } from "./shadow-layers.ts";
import { visibleBox, type Box } from "./visible-box.ts";

/** A blur that ends earlier shows its end where it is wide. */
const TAIL = 0.02;

type Shadow = Extract<ImageOperation, { kind: "shadow" }>;

/** Puts a shadow behind a cut-out. The frame stays, and grows where the shadow would be cut by it; very large ones are made smaller. */
export async function addShadow(image: Raster, shadow: Shadow): Promise<Raster> {
  const wanted = roomFor(image, visibleBox(image), shadow);
  const area = wanted.width * wanted.height;
  if (area <= MAX_AREA) return cast(image, shadow);
  const scale = Math.sqrt(MAX_AREA / area);
  return cast(await toRaster(toSharp(image).resize(Math.floor(image.width * scale), Math.floor(image.height * scale), { fit: "fill" })), shadow);
}

async function cast(image: Raster, shadow: Shadow): Promise<Raster> {
  const box = visibleBox(image);
  const room = roomFor(image, box, shadow);
  const product = await toRaster(toSharp(image).extract(box));
  const at = { left: box.left + room.left, top: box.top + room.top };
  const layers: OverlayOptions[] = shadow.strength > 0 ? await shadowLayers(product, at, { ...shadow, tail: TAIL }, room) : [];
  layers.push({ input: product.data, raw: { width: box.width, height: box.height, channels: 4 }, left: at.left, top: at.top });
  const background = shadow.backdrop === null ? { r: 0, g: 0, b: 0, alpha: 0 } : { ...rgbOf(shadow.backdrop), alpha: 1 };
  const ground = await toRaster(sharp({ create: { width: room.width, height: room.height, channels: 4, background } }));
  return toRaster(toSharp(ground).composite(layers));
}

/** The frame with the room that the shadow needs, and by how much it grew on the left and above. */
function roomFor(image: Raster, box: Box, shadow: Shadow): { left: number; top: number; width: number; height: number } {
  const reach = shadowReach(box, shadow);
  const left = Math.max(0, reach.left - box.left);
  const top = Math.max(0, reach.top - box.top);
  const right = Math.max(0, reach.right - (image.width - box.left - box.width));
  const bottom = Math.max(0, reach.bottom - (image.height - box.top - box.height));
  return { left, top, width: image.width + left + right, height: image.height + top + bottom };
}
