import sharp, { type Metadata, type Sharp } from "sharp";
import { AppError } from "#app/core/errors.ts";

/** What is accepted: bytes of the file, and pixels that its header declares. */
export const MAX_BYTES = 40_000_000;
export const MAX_PIXELS = 50_000_000;
/** A side longer than this is an attack, not a photo. */
const MAX_SIDE = 30_000;

/** The kinds of files that are decoded, by their first bytes. */
export type Kind = "jpeg" | "png" | "webp" | "gif";

/** Only the four loaders that are needed, from memory: an SVG, a PDF or a file name can never be opened. */
export function closeOtherLoaders(): void {
  sharp.block({ operation: ["VipsForeignLoad"] });
  sharp.unblock({ operation: ["VipsForeignLoadJpegBuffer", "VipsForeignLoadPngBuffer", "VipsForeignLoadWebpBuffer", "VipsForeignLoadNsgifBuffer"] });
  sharp.concurrency(1);
  sharp.cache(false);
}

/** What the first bytes say a file is. */
export function kindOf(bytes: Uint8Array): Kind | undefined {
  const head = Buffer.from(bytes.subarray(0, 12));
  if (head.subarray(0, 3).equals(Buffer.from([0xff, 0xd8, 0xff]))) return "jpeg";
  if (head.subarray(0, 8).equals(Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]))) return "png";
  if (head.subarray(0, 4).toString("latin1") === "RIFF" && head.subarray(8, 12).toString("latin1") === "WEBP") return "webp";
  return /^GIF8[79]a$/.test(head.subarray(0, 6).toString("latin1")) ? "gif" : undefined;
}

/**
 * Opens bytes that somebody else made: the kind by the first bytes, then the declared size, and only
 * then a decoder, which stops at the first fault. Throws image_unsupported, image_too_large or
 * image_unreadable.
 */
export async function openImage(bytes: Uint8Array): Promise<{ kind: Kind; image: Sharp; width: number; height: number; hasAlpha: boolean }> {
  if (bytes.byteLength > MAX_BYTES) throw new AppError("too_large", "file too large", { say: `This file has ${Math.ceil(bytes.byteLength / 1_000_000)} MB. The most is ${MAX_BYTES / 1_000_000} MB.` });
  const kind = kindOf(bytes);
  if (!kind) throw new AppError("image_unsupported", "unknown first bytes");
  // Our own limit is checked below with a sentence of its own; the decoder's is a second wall.
  const image = sharp(bytes, { limitInputPixels: MAX_PIXELS * 20, failOn: "error", animated: false, unlimited: false });
  let meta: Metadata;
  try {
    meta = await image.metadata();
  } catch (error) {
    throw new AppError("image_unreadable", "header unreadable", { cause: error });
  }
  const { width, height } = meta;
  if (!width || !height) throw new AppError("image_unreadable", "no size");
  if (width * height > MAX_PIXELS || Math.max(width, height) > MAX_SIDE) {
    const megapixels = Math.round((width * height) / 1_000_000);
    throw new AppError("image_too_large", `${width} x ${height}`, { say: `This image has ${megapixels} megapixels (${width} × ${height}). The most is ${MAX_PIXELS / 1_000_000}. Make it smaller and try again.` });
  }
  const turned = (meta.orientation ?? 1) >= 5;
  return { kind, image: image.autoOrient(), width: turned ? height : width, height: turned ? width : height, hasAlpha: meta.hasAlpha ?? false };
}

/** Runs a decode; a decoder's fault is the file's. */
export async function decoding<T>(work: () => Promise<T>): Promise<T> {
  try {
    return await work();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("image_unreadable", error instanceof Error ? error.message.slice(0, 200) : "decode failed", { cause: error });
  }
}
