import type { IngestedImage } from "#app/core/ports/image-desk.ts";
import { decoding, openImage } from "./guard.ts";

/** Most of a file's XMP that is kept as a record, in characters. */
const MOST_XMP = 64_000;

/**
 * Takes a person's file: what its metadata says is read first (XMP, and whether content credentials are
 * in it), then the picture alone is written anew, so that nothing hidden in the file is kept or served.
 */
export async function ingest(bytes: Uint8Array): Promise<IngestedImage> {
  const { kind, image } = await openImage(bytes);
  return decoding(async () => {
    const meta = await image.metadata();
    const xmp = meta.xmp?.toString("utf8").slice(0, MOST_XMP);
    const chain = image.toColourspace("srgb");
    const encoded = kind === "jpeg" ? chain.jpeg({ quality: 92, chromaSubsampling: "4:4:4" }) : kind === "webp" ? chain.webp({ quality: 92 }) : chain.png();
    const { data, info } = await encoded.toBuffer({ resolveWithObject: true });
    return { bytes: data, mime: `image/${info.format}`, width: info.width, height: info.height, record: { c2pa: hasCredentials(bytes), ...(xmp ? { xmp } : {}) } };
  });
}

/** C2PA manifests are JUMBF boxes with this label (C2PA specification, 11.1). */
function hasCredentials(bytes: Uint8Array): boolean {
  return Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes("jumbc2pa") || Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes("c2pa.manifest") || Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength).includes("urn:c2pa");
}
