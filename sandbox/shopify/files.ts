import { createHash, randomUUID } from "node:crypto";
import fs from "node:fs/promises";
import path from "node:path";
import sharp from "sharp";
import type { Media } from "../state.ts";
import type { Parts } from "../parts.ts";

/** Shopify's limits for images: bytes and pixels (shopify.dev, product media). */
const MOST_BYTES = 20_000_000;
const MOST_PIXELS = 20_000_000;
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

/** Brings a media to where it should be by now: processing, then ready or failed by what its bytes are. */
export async function settleMedia(parts: Parts, media: Media): Promise<Media> {
  if (media.status === "READY" || media.status === "FAILED") return media;
  const now = Date.now();
  if (now < media.readyAt) {
    if (media.status === "UPLOADED" && now > media.readyAt - parts.settings.mediaMs / 2) return save(parts, { ...media, status: "PROCESSING" });
    return media;
  }
  const error = parts.faults.failsMedia() ? "The image could not be processed." : await faultOf(parts, media);
  if (error) return save(parts, { ...media, status: "FAILED", error });
  const { width, height } = await sharp(fileOf(parts, media.fileName)).metadata();
  return save(parts, { ...media, status: "READY", width: width ?? null, height: height ?? null });
}

async function save(parts: Parts, media: Media): Promise<Media> {
  await parts.state.media.put(media.id, media);
  return media;
}

async function faultOf(parts: Parts, media: Media): Promise<string | undefined> {
  const file = fileOf(parts, media.fileName);
  const { size } = await fs.stat(file).catch(() => ({ size: 0 }));
  if (size === 0) return "The file could not be downloaded.";
  if (size > MOST_BYTES) return "The file is larger than 20 MB.";
  try {
    const { format, width = 0, height = 0 } = await sharp(file, { limitInputPixels: MOST_PIXELS * 20 }).metadata();
    if (!KINDS.has(format)) return "The file type is not supported.";
    if (width * height > MOST_PIXELS) return "The image has more than 20 megapixels.";
    await sharp(file).stats();
    return undefined;
  } catch {
    return "The file is not an image that can be read.";
  }
}
