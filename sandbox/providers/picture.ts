import { createHash } from "node:crypto";
import sharp from "sharp";
import type { Parts } from "../parts.ts";
import { drawPicture, type PictureOrder } from "../scene/picture.ts";

/** Longest side of a picture in fast mode, in pixels. */
const FAST_SIDE = 96;

/** A picture of a provider: drawn, or small and at once in fast mode. */
export async function makePicture({ settings }: Parts, order: PictureOrder): Promise<Buffer> {
  if (!settings.fastPictures) return drawPicture(order);
  const hash = createHash("sha256").update(`${order.prompt} ${order.seed}`).digest();
  const scale = FAST_SIDE / Math.max(order.width, order.height);
  const side = (length: number) => Math.max(8, Math.round(length * scale));
  const background = { r: hash[0] ?? 0, g: hash[1] ?? 0, b: hash[2] ?? 0, alpha: order.transparent ? 0.5 : 1 };
  return sharp({ create: { width: side(order.width), height: side(order.height), channels: order.transparent ? 4 : 3, background } }).toFormat(order.format).toBuffer();
}

/** A seed from what was asked, so that the same request gives the same picture; unless the sandbox is set to vary. */
export function seedFrom(parts: Parts, given: number | undefined, ...asked: readonly (string | number | Uint8Array)[]): number {
  if (given !== undefined) return given >>> 0;
  const hash = createHash("sha256");
  for (const one of parts.settings.varied ? [...asked, parts.state.charges.all().length] : asked) hash.update(typeof one === "object" ? one : String(one)).update("\0");
  return hash.digest().readUInt32BE(0);
}

/** Width and height of an image in pixels; undefined if it is none that can be read. */
export async function sizeOf(bytes: Uint8Array): Promise<{ width: number; height: number; alpha: boolean } | undefined> {
  const read = await sharp(bytes, { limitInputPixels: 60_000_000 }).metadata().catch(() => undefined);
  if (!read || !["png", "jpeg", "webp", "gif"].includes(read.format)) return undefined;
  const turned = (read.orientation ?? 1) > 4;
  return { width: turned ? read.height : read.width, height: turned ? read.width : read.height, alpha: read.hasAlpha };
}

/** The nearest multiple of 16. */
export function sixteenths(length: number): number {
  return Math.max(64, Math.round(length / 16) * 16);
}

/** A width and height of a ratio such as 4:5, with about so many pixels. */
export function sizeFor(ratio: string, pixels: number): { width: number; height: number } | undefined {
  const [wide = 0, high = 0] = /^\d{1,2}:\d{1,2}$/.test(ratio) ? ratio.split(":").map(Number) : [];
  if (wide <= 0 || high <= 0) return undefined;
  const unit = Math.sqrt(pixels / (wide * high));
  return { width: sixteenths(wide * unit), height: sixteenths(high * unit) };
}
