import sharp, { type Sharp } from "sharp";

/** Pixels in memory: red, green, blue and alpha, one byte each, sRGB. Sizes in pixels. */
export interface Raster {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}

/** An opaque picture that is not computed yet: where it is only encoded, sharp does both in one pass. */
export interface Draft {
  readonly chain: Sharp;
  readonly width: number;
  readonly height: number;
}
export type Picture = Raster | Draft;

/** The pixels of a picture. */
export async function pixelsOf(picture: Picture): Promise<Raster> {
  return "chain" in picture ? toRaster(picture.chain) : picture;
}

/** A raster as input of sharp. */
export function toSharp({ data, width, height }: Raster): Sharp {
  return sharp(data, { raw: { width, height, channels: 4 } });
}

/** The result of a chain of sharp as a raster. */
export async function toRaster(chain: Sharp): Promise<Raster> {
  const { data, info } = await chain.toColourspace("srgb").ensureAlpha().raw({ depth: "uchar" }).toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

/** One byte a pixel (a mask, an alpha channel) as input of sharp. */
export function maskToSharp(data: Uint8Array, width: number, height: number): Sharp {
  return sharp(Buffer.from(data.buffer, data.byteOffset, data.byteLength), { raw: { width, height, channels: 1 } });
}

/** #rrggbb as three bytes. */
export function rgbOf(colour: string): { r: number; g: number; b: number } {
  const value = Number.parseInt(colour.slice(1), 16);
  return { r: value >> 16, g: (value >> 8) & 255, b: value & 255 };
}
