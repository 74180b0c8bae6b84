import sharp from "sharp";

/** The photo with only the white part of the mask taken from the new picture; its edge is a little soft, and what is black stays as it is. */
export async function keepOutside(photo: Uint8Array, mask: Uint8Array, picture: Buffer, width: number, height: number): Promise<Buffer> {
  const alpha = await sharp(mask).resize(width, height, { fit: "fill" }).flatten({ background: "#000000" }).toColourspace("b-w").extractChannel(0).raw().toBuffer();
  // In two passes: in one, sharp would take the joined channel away again.
  const opaque = await sharp(picture).flatten({ background: "#ffffff" }).removeAlpha().raw().toBuffer();
  const redone = await sharp(opaque, { raw: { width, height, channels: 3 } }).joinChannel(alpha, { raw: { width, height, channels: 1 } }).png({ compressionLevel: 1 }).toBuffer();
  return sharp(photo).rotate().resize(width, height, { fit: "cover" }).composite([{ input: redone }]).png({ compressionLevel: 1 }).toBuffer();
}
