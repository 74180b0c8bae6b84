import { crc32, deflateSync } from "node:zlib";
import sharp from "sharp";
import type { FaultRule } from "../faults.ts";

export type Format = "png" | "jpeg" | "webp";

/** An image as it is handed over, with the kind that it claims to be. */
export interface Handed {
  readonly bytes: Buffer;
  readonly mime: string;
}

const BOMB_SIDE = 16_000;

/** An image, spoiled if a fault says so. */
export async function handOver(bytes: Buffer, format: Format, fault: FaultRule | undefined): Promise<Handed> {
  const mime = `image/${format}`;
  if (fault?.kind === "zero-bytes") return { bytes: Buffer.alloc(0), mime };
  if (fault?.kind === "truncated-image") return { bytes: bytes.subarray(0, Math.floor(bytes.length / 2)), mime };
  if (fault?.kind === "bomb-image") return { bytes: bombImage(), mime: "image/png" };
  if (fault?.kind !== "mislabelled-image") return { bytes, mime };
  return { bytes: format === "webp" ? await sharp(bytes).png().toBuffer() : Buffer.from("<!doctype html><title>Not an image</title>"), mime };
}

/** The image as base64, with foreign characters in it if a fault says so. */
export function base64Of({ bytes }: Handed, fault: FaultRule | undefined): string {
  const text = bytes.toString("base64");
  return fault?.kind === "junk-base64" ? `${text.slice(0, 40)}~~<not base64>~~${text.slice(56)}` : text;
}

let bombMade: Buffer | undefined;

/** A black PNG of one bit a pixel: some kilobytes that unfold to 16000 × 16000. */
function bombImage(): Buffer {
  if (bombMade) return bombMade;
  const header = Buffer.alloc(13);
  header.writeUInt32BE(BOMB_SIDE, 0);
  header.writeUInt32BE(BOMB_SIDE, 4);
  header[8] = 1;
  const rows = Buffer.alloc((1 + BOMB_SIDE / 8) * BOMB_SIDE);
  bombMade = Buffer.concat([Buffer.from("\x89PNG\r\n\x1a\n", "latin1"), chunk("IHDR", header), chunk("IDAT", deflateSync(rows, { level: 9 })), chunk("IEND", Buffer.alloc(0))]);
  return bombMade;
}

function chunk(name: string, data: Buffer): Buffer {
  const body = Buffer.concat([Buffer.from(name, "latin1"), data]);
  const length = Buffer.alloc(4), sum = Buffer.alloc(4);
  length.writeUInt32BE(data.length);
  sum.writeUInt32BE(crc32(body));
  return Buffer.concat([length, body, sum]);
}
