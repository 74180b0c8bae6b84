import { createHash, randomUUID } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import type { Media } from "../state.ts";
import type { Parts } from "../parts.ts";

/** Shopify's limits for images: bytes and pixels (shopify.dev, product media). */
const MOST_BYTES = 20_000_000;
const MOST_PIXELS = 20_000_000;
const MOST_SIDE = 5_000;
const KINDS = new Set(["jpeg", "png", "webp", "gif"]);

/** Where the bytes of a media or an upload lie. */
export function fileOf(parts: Parts, name: string): string {
  return path.join(parts.folder, "files", name.replace(/[^\w.-]/g, "_"));
}

/** Writes bytes into the shop's files. */
export async function writeFile(parts: Parts, name: string, bytes: Uint8Array): Promise<void> {
  await fs.mkdir(path.join(parts.folder, "files"), { recursive: true });
  await fs.writeFile(fileOf(parts, name), bytes);
}

/** A file name that no media has yet; on a clash a short id is appended, as Shopify does. */
export function freeName(parts: Parts, wanted: string): string {
  const taken = new Set(parts.state.media.all().map(({ fileName }) => fileName));
  const clean = wanted.replace(/[^\w.-]/g, "_");
  if (!taken.has(clean)) return clean;
  return clean.replace(/(\.\w+)?$/, (ending) => `_${randomUUID()}${ending}`);
}

/** The address of a media's image on the CDN. */
export function cdnUrl(parts: Parts, media: Media): string {
  return `${parts.origin()}/cdn/shop/files/${media.fileName}?v=${media.version}`;
}

/** SHA-256 of a media's bytes, for checks. */
export async function hashOfMedia(parts: Parts, media: Media): Promise<string | null> {
  const bytes = await fs.readFile(fileOf(parts, media.fileName)).catch(() => undefined);
  return bytes ? createHash("sha256").update(bytes).digest("hex") : null;
}

const settling = new Map<string, Promise<Media>>();

/** Brings a media to where it should be by now: processing, then ready or failed by what its bytes are. */
export function settleMedia(parts: Parts, media: Media): Promise<Media> {
  const running = settling.get(media.id);
  if (running) return running;
  const settled = settle(parts, media).finally(() => settling.delete(media.id));
  settling.set(media.id, settled);
  return settled;
}

async function settle(parts: Parts, media: Media): Promise<Media> {
  if (media.status === "READY" || media.status === "FAILED") return media;
  const now = Date.now();
  if (now < media.readyAt) {
    return media.status === "UPLOADED" && now > media.readyAt - parts.settings.mediaMs / 2 ? save(parts, media, { status: "PROCESSING" }) : media;
  }
  const checked = parts.faults.failsMedia() ? failed("IMAGE_PROCESSING_FAILURE", "The image could not be processed.") : await checkImage(fileOf(parts, media.fileName));
  return save(parts, media, checked);
}

/** Others may have changed the media while its bytes were read; only what was found out is written. */
async function save(parts: Parts, media: Media, found: Partial<Media>): Promise<Media> {
  const now = parts.state.media.get(media.id);
  const next = { ...(now ?? media), ...found };
  if (now) await parts.state.media.put(media.id, next);
  return next;
}

function failed(errorCode: string, error: string): Partial<Media> {
  return { status: "FAILED", errorCode, error };
}

/** What Shopify's processing finds in a file: ready with its size, or failed with one of MediaErrorCode. */
export async function checkImage(file: string): Promise<Partial<Media>> {
  const { size } = await fs.stat(file).catch(() => ({ size: 0 }));
  if (size === 0) return failed("IMAGE_DOWNLOAD_FAILURE", "The file could not be downloaded.");
  if (size > MOST_BYTES) return failed("INVALID_IMAGE_FILE_SIZE", "The file is larger than 20 MB.");
  try {
    const { format, width, height } = await sharp(file, { limitInputPixels: MOST_PIXELS * 20 }).metadata();
    if (!KINDS.has(format)) return failed("UNSUPPORTED_IMAGE_FILE_TYPE", "The file type is not supported. Use PNG, JPEG, WEBP or GIF.");
    if (width * height > MOST_PIXELS || Math.max(width, height) > MOST_SIDE) return failed("INVALID_IMAGE_RESOLUTION", `The image is ${width} × ${height}. It may have 20 megapixels and 5000 pixels a side at most.`);
    await sharp(file).stats();
    return { status: "READY", width, height };
  } catch {
    return failed("IMAGE_PROCESSING_FAILURE", "The file is not an image that can be read.");
  }
}
