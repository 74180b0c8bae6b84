import type { OverlayOptions } from "sharp";
import type { Backdrop, ImageOperation } from "#app/core/image/recipe.ts";
import { rgbOf, toRaster, toSharp, type Draft, type Picture, type Raster } from "./raster.ts";
import { shadowLayers, type ShadowLook } from "./shadow-layers.ts";
import { visibleBox } from "./visible-box.ts";

type Frame = Omit<Extract<ImageOperation, { kind: "place-on-photo" }>, "kind">;

/** Puts a cut-out product on a colour or a gradient. */
export async function place(product: Raster, frame: Frame, backdrop: Backdrop): Promise<Picture> {
  if (backdrop.kind === "colour" && !hasShadow(frame)) return placeOnColour(product, frame, backdrop.colour);
  return compose(drawBackdrop(backdrop, frame.width, frame.height), product, frame);
}

/** On one colour without a shadow nothing is composed: the colour goes behind the product first, and three opaque channels are resized in a third of the time. */
function placeOnColour(product: Raster, frame: Frame, colour: string): Draft {
  const { box, size, left, top } = fit(product, frame);
  const background = rgbOf(colour);
  const chain = toSharp(product).extract(box).flatten({ background }).resize(size.width, size.height, { fit: "fill" })
    .extend({ left, top, right: frame.width - size.width - left, bottom: frame.height - size.height - top, background });
  return { chain, width: frame.width, height: frame.height };
}

/** Puts a cut-out product on a photo that fills the frame. */
export async function placeOnPhoto(product: Raster, photo: Raster, frame: Frame): Promise<Raster> {
  const ground = await toRaster(toSharp(photo).resize(frame.width, frame.height, { fit: "cover" }).flatten({ background: "#ffffff" }));
  return compose(ground, product, frame);
}

async function compose(ground: Raster, product: Raster, frame: Frame): Promise<Raster> {
  const { box, size, left, top } = fit(product, frame);
  const fitted = await toRaster(toSharp(product).extract(box).resize(size.width, size.height, { fit: "fill" }));
  const layers: OverlayOptions[] = await shadowsOf(fitted, { left, top }, frame);
  layers.push({ input: fitted.data, raw: { width: size.width, height: size.height, channels: 4 }, left, top });
  return toRaster(toSharp(ground).composite(layers));
}

/** What of the product is visible, the size that fills the room between the margins, and where it goes. */
function fit(product: Raster, frame: Frame) {
  const box = visibleBox(product);
  const room = { width: Math.max(1, Math.round(frame.width * (1 - 2 * frame.margin))), height: Math.max(1, Math.round(frame.height * (1 - 2 * frame.margin))) };
  const scale = Math.min(room.width / box.width, room.height / box.height);
  const size = { width: Math.max(1, Math.round(box.width * scale)), height: Math.max(1, Math.round(box.height * scale)) };
  const left = Math.round((frame.width - size.width) / 2);
  const top = frame.anchor === "centre" ? Math.round((frame.height - size.height) / 2) : Math.round(frame.height * (1 - frame.margin)) - size.height;
  return { box, size, left, top };
}

function hasShadow(frame: Frame): boolean {
  return frame.shadow !== "none" && frame.shadowStrength > 0;
}

/** The one shadow setting of a placement in the terms of a shadow. */
function shadowsOf(product: Raster, at: { left: number; top: number }, { shadow, shadowStrength, width, height }: Frame): Promise<OverlayOptions[]> {
  if (shadow === "none" || shadowStrength === 0) return Promise.resolve([]);
  const look: ShadowLook = shadow === "soft"
    ? { shape: "drop", angle: 90, distance: 0.025, softness: 0.025, strength: shadowStrength * 0.7, colour: "#000000", tail: 0.2 }
    : { shape: "contact", angle: 90, distance: 0, softness: 0.02, strength: shadowStrength, colour: "#000000", tail: 0.2 };
  return shadowLayers(product, at, look, { width, height });
}

/** A plain colour, or a gradient with a little noise so that no bands are seen. */
function drawBackdrop(backdrop: Backdrop, width: number, height: number): Raster {
  const data = Buffer.alloc(width * height * 4, 255);
  if (backdrop.kind === "colour") {
    const { r, g, b } = rgbOf(backdrop.colour);
    if (r === 255 && g === 255 && b === 255) return { data, width, height };
    for (let at = 0; at < data.length; at += 4) { data[at] = r; data[at + 1] = g; data[at + 2] = b; }
    return { data, width, height };
  }
  const [from, to] = [rgbOf(backdrop.from), rgbOf(backdrop.to)];
  for (let y = 0, at = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, at += 4) {
      const share = backdrop.shape === "down" ? y / height : Math.min(1, Math.hypot(x / width - 0.5, y / height - 0.45) / 0.72);
      const smooth = share * share * (3 - 2 * share);
      const noise = dither(x, y);
      data[at] = Math.round(from.r + (to.r - from.r) * smooth + noise);
      data[at + 1] = Math.round(from.g + (to.g - from.g) * smooth + noise);
      data[at + 2] = Math.round(from.b + (to.b - from.b) * smooth + noise);
    }
  }
  return { data, width, height };
}

/** The same at every run: plus or minus half a step. */
function dither(x: number, y: number): number {
  const hash = Math.imul(x * 374761393 + y * 668265263, 1274126177);
  return ((hash >>> 8) & 0xff) / 255 - 0.5;
}
