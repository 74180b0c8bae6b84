import sharp, { type OverlayOptions } from "sharp";
import type { Stage } from "./stage.ts";

export interface Placed {
  readonly png: Buffer;
  readonly left: number;
  readonly top: number;
  readonly width: number;
  readonly height: number;
}

/** The shadows of a product where it stands: thin and dark where it touches, long and soft away from the light. */
export async function shadowsOf(stage: Stage, product: Placed): Promise<OverlayOptions[]> {
  const { mood, light, unit } = stage;
  const strength = mood.night ? 0.7 : mood.sunlit ? 0.58 : 0.44;
  if (mood.view !== "table") {
    const drop = unit * (mood.view === "above" ? 0.02 : 0.03);
    const wide = await silhouette(product, product.width, product.height, unit * 0.022, strength);
    const close = await silhouette(product, product.width, product.height, unit * 0.006, strength * 0.7);
    return [layer(wide, product.left - light * drop * 1.3, product.top + drop), layer(close, product.left - light * drop * 0.3, product.top + drop * 0.3)];
  }
  const flat = Math.max(6, Math.round(product.height * 0.3));
  const lean = Math.round(flat * 1.15);
  const cast = await silhouette(product, product.width, flat, Math.max(1, unit * 0.013), strength * 0.8, -light * (lean / flat));
  const contact = Math.max(5, Math.round(product.width * 0.055));
  const touch = await ellipse(Math.round(product.width * 0.94), contact, unit * 0.007, Math.min(0.75, strength + 0.22));
  const base = product.top + product.height;
  return [
    { input: cast.png, left: Math.round(product.left + (light < 0 ? 0 : product.width - cast.width + 2 * cast.pad) - cast.pad), top: Math.round(base - flat * 0.97 - cast.pad) },
    { input: touch.png, left: Math.round(product.left + product.width * 0.03 - touch.pad), top: Math.round(base - contact * 0.62 - touch.pad) },
  ];
}

interface Soft {
  readonly png: Buffer;
  readonly pad: number;
  readonly width: number;
}

function layer(soft: Soft, left: number, top: number): OverlayOptions {
  return { input: soft.png, left: Math.round(left - soft.pad), top: Math.round(top - soft.pad) };
}

/** The product's outline filled with shadow, at another size, sheared and blurred. */
async function silhouette(product: Placed, width: number, height: number, sigma: number, strength: number, shear = 0): Promise<Soft> {
  const pad = Math.ceil(sigma * 3) + 2;
  const alpha = sharp(product.png).resize(width, height, { fit: "fill" }).extractChannel("alpha");
  let { data, info } = await alpha.raw().toBuffer({ resolveWithObject: true });
  if (shear !== 0) ({ data, info } = await sharp(data, { raw: info }).affine([[1, shear], [0, 1]], { background: "#000" }).extractChannel(0).raw().toBuffer({ resolveWithObject: true }));
  const blurred = await sharp(data, { raw: { width: info.width, height: info.height, channels: 1 } }).extend({ top: pad, bottom: pad, left: pad, right: pad, background: "#000" }).blur(Math.max(0.4, sigma)).extractChannel(0).raw().toBuffer({ resolveWithObject: true });
  return { png: await dark(blurred.data, blurred.info.width, blurred.info.height, strength), pad, width: blurred.info.width };
}

async function ellipse(width: number, height: number, sigma: number, strength: number): Promise<Soft> {
  const pad = Math.ceil(sigma * 3) + 2;
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width + 2 * pad}" height="${height + 2 * pad}"><ellipse cx="50%" cy="50%" rx="${width / 2}" ry="${height / 2}" fill="#1d140d" fill-opacity="${strength}"/></svg>`;
  return { png: await sharp(Buffer.from(svg)).blur(Math.max(0.4, sigma)).png().toBuffer(), pad, width: width + 2 * pad };
}

/** A layer of one dark colour, as strong as the outline says. */
function dark(outline: Buffer, width: number, height: number, strength: number): Promise<Buffer> {
  const pixels = Buffer.alloc(width * height * 4);
  for (let at = 0; at < width * height; at += 1) {
    pixels[at * 4] = 29; pixels[at * 4 + 1] = 20; pixels[at * 4 + 2] = 13;
    pixels[at * 4 + 3] = Math.round((outline[at] ?? 0) * strength);
  }
  return sharp(pixels, { raw: { width, height, channels: 4 } }).png({ compressionLevel: 1 }).toBuffer();
}
