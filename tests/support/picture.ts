import sharp from "sharp";

/** A plain PNG of a size in pixels, with see-through pixels if `alpha`. */
export function picture(width: number, height: number, alpha = false): Promise<Buffer> {
  return sharp({ create: { width, height, channels: alpha ? 4 : 3, background: { r: 200, g: 120, b: 40, alpha: alpha ? 0 : 1 } } }).png().toBuffer();
}
