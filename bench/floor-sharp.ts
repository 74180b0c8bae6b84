import sharp from "sharp";

/** The sizes of the skill white-square: its frame, the room between the margins, and the JPEG's quality. */
const FRAME = 2048;
const ROOM = Math.round(FRAME * 0.8);
const QUALITY = 90;
const CLEAR = { r: 0, g: 0, b: 0, alpha: 0 };
const EDGES = { top: 205, left: 205, bottom: FRAME - ROOM - 205, right: FRAME - ROOM - 205 };

/**
 * What the skill white-square does to a photo with a transparent ground, written with sharp alone, as
 * somebody would who needs nothing else: decode to sRGB with alpha, trim what is clear, fit into the room
 * between the margins, put white behind and around it, encode as JPEG with the skill's settings. All of
 * it is one pipeline of libvips, so the photo is read once and no pixel is touched by JavaScript.
 * It does less than the product: it drops no shadow and no speck that floats beside the product.
 */
export async function whiteSquare(photo: Uint8Array): Promise<Buffer> {
  return sharp(photo).autoOrient().toColourspace("srgb").ensureAlpha()
    .trim({ background: CLEAR, threshold: 12 })
    .resize(ROOM, ROOM, { fit: "contain", background: CLEAR })
    .flatten({ background: "#ffffff" }).extend({ ...EDGES, background: "#ffffff" })
    .jpeg({ quality: QUALITY, chromaSubsampling: "4:4:4" }).toBuffer();
}
