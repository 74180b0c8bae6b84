import sharp, { type OverlayOptions } from "sharp";
import { AppError } from "#app/core/errors.ts";
import type { Backdrop, ImageOperation } from "#app/core/image/recipe.ts";
import { maskToSharp, rgbOf, toRaster, toSharp, type Draft, type Picture, type Raster } from "./raster.ts";

type Frame = Omit<Extract<ImageOperation, { kind: "place-on-photo" }>, "kind">;

/** Fainter than this is not the product (an edge of compression, a shadow's end). */
const VISIBLE = 12;

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

/** The smallest box around what is visible. From each side it looks no further than it must. */
function visibleBox({ data, width, height }: Raster): { left: number; top: number; width: number; height: number } {
  const isClear = (x: number, y: number) => (data[(y * width + x) * 4 + 3] ?? 0) < VISIBLE;
  const isClearRow = (y: number) => {
    for (let x = 0; x < width; x += 1) if (!isClear(x, y)) return false;
    return true;
  };
  let [left, top, right, bottom] = [0, 0, width - 1, height - 1];
  while (top < height && isClearRow(top)) top += 1;
  if (top === height) throw new AppError("background_unclear", "nothing visible", { say: "After the background was removed nothing was left to place." });
  while (isClearRow(bottom)) bottom -= 1;
  const isClearColumn = (x: number) => {
    for (let y = top; y <= bottom; y += 1) if (!isClear(x, y)) return false;
    return true;
  };
  while (isClearColumn(left)) left += 1;
  while (isClearColumn(right)) right -= 1;
  return { left, top, width: right - left + 1, height: bottom - top + 1 };
}

function hasShadow(frame: Frame): boolean {
  return frame.shadow !== "none" && frame.shadowStrength > 0;
}

async function shadowsOf(product: Raster, at: { left: number; top: number }, frame: Frame): Promise<OverlayOptions[]> {
  if (!hasShadow(frame)) return [];
  const alpha = await toSharp(product).extractChannel(3).raw().toBuffer();
  const size = Math.max(product.width, product.height);
  if (frame.shadow === "soft") {
    const blur = size * 0.025;
    return [await shadowLayer(alpha, product.width, product.height, { left: at.left, top: at.top + Math.round(size * 0.025) }, blur, frame.shadowStrength * 0.7, frame)];
  }
  // On the ground: the silhouette pressed flat below the product, wide and faint, and a tight dark line where it stands.
  const wideHeight = Math.max(2, Math.round(product.width * 0.09));
  const lineHeight = Math.max(2, Math.round(product.width * 0.025));
  const foot = await footOf(alpha, product);
  const flat = async (height: number) => maskToSharp(foot, product.width, 1).resize(product.width, height, { fit: "fill", kernel: "nearest" }).extractChannel(0).raw().toBuffer();
  const bottom = at.top + product.height;
  return [
    await shadowLayer(await flat(wideHeight), product.width, wideHeight, { left: at.left, top: bottom - Math.round(wideHeight * 0.55) }, size * 0.02, frame.shadowStrength * 0.75, frame),
    await shadowLayer(await flat(lineHeight), product.width, lineHeight, { left: at.left, top: bottom - Math.round(lineHeight * 0.6) }, size * 0.006, frame.shadowStrength, frame),
  ];
}

/** How solid the lowest part of the product is in each column: where it touches the ground. */
async function footOf(alpha: Buffer, { width, height }: Raster): Promise<Uint8Array> {
  const from = Math.floor(height * 0.86);
  const foot = new Uint8Array(width);
  for (let x = 0; x < width; x += 1) {
    let lowest = 0;
    for (let y = height - 1; y >= from; y -= 1) {
      if ((alpha[y * width + x] ?? 0) > 128) { lowest = 1 - (height - 1 - y) / (height - from); break; }
    }
    foot[x] = Math.round(lowest * 255);
  }
  return foot;
}

/** A blurred black layer of a mask; it may reach over the frame's edge, where it is cut. */
async function shadowLayer(mask: Buffer, width: number, height: number, at: { left: number; top: number }, blur: number, strength: number, frame: Frame): Promise<OverlayOptions> {
  const pad = Math.ceil(blur * 3);
  // Blurred at a quarter of the size: nobody sees the difference, and it takes a sixteenth of the time.
  const quarter = blur > 6 ? 4 : 1;
  const padded = await maskToSharp(mask, width, height).extend({ top: pad, bottom: pad, left: pad, right: pad, background: { r: 0, g: 0, b: 0 } })
    .extractChannel(0).raw().toBuffer({ resolveWithObject: true });
  const { width: fullWidth, height: fullHeight } = padded.info;
  const soft = await maskToSharp(padded.data, fullWidth, fullHeight)
    .resize(Math.max(1, Math.round(fullWidth / quarter)), Math.max(1, Math.round(fullHeight / quarter)), { fit: "fill" }).blur(Math.max(0.3, blur / quarter)).raw().toBuffer({ resolveWithObject: true });
  const grown = await sharp(soft.data, { raw: { width: soft.info.width, height: soft.info.height, channels: soft.info.channels } })
    .resize(fullWidth, fullHeight, { fit: "fill", kernel: "cubic" }).extractChannel(0).raw().toBuffer();
  const layer = Buffer.alloc(fullWidth * fullHeight * 4);
  for (let pixel = 0; pixel < fullWidth * fullHeight; pixel += 1) layer[pixel * 4 + 3] = Math.round((grown[pixel] ?? 0) * strength);
  return clipped(layer, fullWidth, fullHeight, { left: at.left - pad, top: at.top - pad }, frame);
}

/** Composite takes no negative places and nothing larger than the ground. */
async function clipped(layer: Buffer, width: number, height: number, at: { left: number; top: number }, frame: Frame): Promise<OverlayOptions> {
  const left = Math.max(0, at.left);
  const top = Math.max(0, at.top);
  const box = { left: left - at.left, top: top - at.top, width: Math.min(width + at.left, frame.width) - left, height: Math.min(height + at.top, frame.height) - top };
  const { data, info } = await sharp(layer, { raw: { width, height, channels: 4 } }).extract({ ...box, width: Math.max(1, box.width), height: Math.max(1, box.height) }).raw().toBuffer({ resolveWithObject: true });
  return { input: data, raw: { width: info.width, height: info.height, channels: 4 }, left, top };
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
