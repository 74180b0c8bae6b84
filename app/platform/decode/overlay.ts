import { createRequire } from "node:module";
import path from "node:path";
import sharp from "sharp";
import type { Anchor, ImageOperation } from "#app/core/image/recipe.ts";
import { toRaster, toSharp, type Raster } from "./raster.ts";

/** The font of overlays; it ships with the app, because a server may have none. */
const FONT = path.join(path.dirname(createRequire(import.meta.url).resolve("@fontsource/inter/package.json")), "files/inter-latin-600-normal.woff");

/** Puts a logo on an image. */
export async function overlayImage(image: Raster, logo: Raster, operation: Extract<ImageOperation, { kind: "overlay-image" }>): Promise<Raster> {
  const width = Math.max(1, Math.round(image.width * operation.width));
  const most = Math.max(1, Math.round(image.height * (1 - 2 * operation.margin)));
  const fitted = await toRaster(toSharp(logo).resize(width, most, { fit: "inside" }));
  for (let at = 3; at < fitted.data.length; at += 4) fitted.data[at] = Math.round((fitted.data[at] ?? 0) * operation.opacity);
  return lay(image, fitted, operation.anchor, operation.margin);
}

/** Writes one line of text; it is made smaller where it would not fit between the margins. */
export async function overlayText(image: Raster, operation: Extract<ImageOperation, { kind: "overlay-text" }>): Promise<Raster> {
  const markup = `<span foreground="${operation.colour}">${escaped(operation.text)}</span>`;
  const drawn = await sharp({ text: { text: markup, font: "Inter", fontfile: FONT, rgba: true, height: Math.max(8, Math.round(image.height * operation.height)) } }).png().toBuffer();
  const most = Math.max(1, Math.round(image.width * (1 - 2 * operation.margin)));
  const line = await toRaster(sharp(drawn).resize(most, null, { fit: "inside", withoutEnlargement: true }));
  return lay(image, line, operation.anchor, operation.margin);
}

async function lay(image: Raster, layer: Raster, anchor: Anchor, margin: number): Promise<Raster> {
  const gap = Math.round(image.width * margin);
  const across = anchor.includes("left") ? gap : anchor.includes("right") ? image.width - layer.width - gap : Math.round((image.width - layer.width) / 2);
  const down = anchor.startsWith("top") ? gap : anchor.startsWith("bottom") ? image.height - layer.height - gap : Math.round((image.height - layer.height) / 2);
  return toRaster(toSharp(image).composite([{ input: layer.data, raw: { width: layer.width, height: layer.height, channels: 4 }, left: Math.max(0, across), top: Math.max(0, down) }]));
}

function escaped(text: string): string {
  return text.replace(/[&<>"']/g, (character) => `&#${character.charCodeAt(0)};`);
}
