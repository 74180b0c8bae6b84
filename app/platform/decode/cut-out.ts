import { AppError } from "#app/core/errors.ts";
import { fitBackground, type BackgroundModel } from "./background-model.ts";
import { addEnclosedBackground, floodBackground, isFragmented, keepLargeParts } from "./mask.ts";
import { maskToSharp, toRaster, toSharp, type Raster } from "./raster.ts";

/** The mask is found at this size; its edge is refined at full size. */
const MASK_SIDE = 900;
/** An image with more see-through pixels than this was cut out already. */
const TRANSPARENT_SHARE = 0.01;
const SOLID = 128;

/** Makes what is not the product transparent. Throws background_unclear with the reason. */
export async function cutOut(image: Raster, tolerance: number, feather: number): Promise<Raster> {
  return transparentShare(image) > TRANSPARENT_SHARE ? dropSoftParts(image) : cutFromPlain(image, tolerance, feather);
}

function transparentShare({ data, width, height }: Raster): number {
  let count = 0;
  for (let at = 3; at < data.length; at += 4 * 7) if ((data[at] ?? 255) < 16) count += 1;
  return (count * 7) / (width * height);
}

/** An image that is cut out already: keeps what is solid with its soft edge, and drops shadows that float beside it. */
async function dropSoftParts(image: Raster): Promise<Raster> {
  const { width, height } = image;
  const scale = Math.min(1, MASK_SIDE / Math.max(width, height));
  const maskWidth = Math.max(1, Math.round(width * scale));
  const maskHeight = Math.max(1, Math.round(height * scale));
  // The alpha alone is made small: with its colours it would take four times as long.
  const full = await toSharp(image).extractChannel(3).raw().toBuffer();
  const alpha = await maskToSharp(full, width, height).resize(maskWidth, maskHeight, { kernel: "linear", fit: "fill" }).extractChannel(0).raw().toBuffer();
  const solid = new Uint8Array(alpha.length);
  for (let at = 0; at < alpha.length; at += 1) solid[at] = (alpha[at] ?? 0) >= SOLID ? 255 : 0;
  const kept = keepLargeParts(solid, maskWidth, 0.01);
  if (!kept.some((value) => value)) throw new AppError("background_unclear", "nothing solid", { say: "This image is almost see-through. Nothing solid was found to cut out." });
  // A little wider than the solid part, so that its own soft edge stays.
  const near = await maskToSharp(kept, maskWidth, maskHeight).blur(1.2).linear(6, 0).extractChannel(0).raw().toBuffer();
  return { data: limitAlpha(image, near, maskWidth, maskHeight), width, height };
}

/**
 * A copy of the pixels whose alpha is at most the mask, which is smaller and is read between its values
 * (bilinear). Where all four values around a place are full nothing changes, and no sums are taken.
 */
function limitAlpha({ data, width, height }: Raster, mask: Uint8Array, maskWidth: number, maskHeight: number): Buffer {
  const out = Buffer.from(data);
  const columns = placesOf(width, maskWidth);
  const rows = placesOf(height, maskHeight);
  const full = new Uint8Array(maskWidth);
  let known = -1;
  for (let y = 0; y < height; y += 1) {
    const [top, bottom, down] = [(rows.from[y] ?? 0) * maskWidth, (rows.to[y] ?? 0) * maskWidth, rows.share[y] ?? 0];
    if (top !== known) {
      for (let at = 0; at < maskWidth; at += 1) {
        const next = Math.min(maskWidth - 1, at + 1);
        full[at] = (mask[top + at] ?? 0) & (mask[top + next] ?? 0) & (mask[bottom + at] ?? 0) & (mask[bottom + next] ?? 0);
      }
      known = top;
    }
    for (let x = 0, at = y * width * 4 + 3; x < width; x += 1, at += 4) {
      const left = columns.from[x] ?? 0;
      const own = out[at] ?? 0;
      if (full[left] === 255 || own === 0) continue;
      const right = columns.to[x] ?? 0;
      const across = columns.share[x] ?? 0;
      const upper = between(mask[top + left] ?? 0, mask[top + right] ?? 0, across);
      const most = Math.round(between(upper, between(mask[bottom + left] ?? 0, mask[bottom + right] ?? 0, across), down));
      if (most < own) out[at] = most;
    }
  }
  return out;
}

function between(from: number, to: number, share: number): number {
  return from + (to - from) * share;
}

/** Where each pixel of a side lies on a smaller side: between which two, and how far from the first. */
function placesOf(side: number, smaller: number): { from: Int32Array; to: Int32Array; share: Float32Array } {
  const [from, to, share] = [new Int32Array(side), new Int32Array(side), new Float32Array(side)];
  for (let at = 0; at < side; at += 1) {
    const place = Math.min(smaller - 1, Math.max(0, ((at + 0.5) * smaller) / side - 0.5));
    from[at] = Math.floor(place);
    to[at] = Math.min(smaller - 1, Math.floor(place) + 1);
    share[at] = place - Math.floor(place);
  }
  return { from, to, share };
}

async function cutFromPlain(image: Raster, tolerance: number, feather: number): Promise<Raster> {
  const small = await shrunk(image);
  const { model, threshold, mask } = findProduct(small, tolerance);
  if (!mask) throw new AppError("background_unclear", `border spread ${model.spread.toFixed(1)}`, { say: "The background is not plain enough to be told from the product. Use a photo on one colour, or with a soft gradient." });
  refuseUnlikely(mask, small.width, small.height);
  return refine(image, small, mask, model, threshold, feather);
}

/** An image at the size at which masks are found. */
export async function shrunk(image: Raster): Promise<Raster> {
  const scale = Math.min(1, MASK_SIDE / Math.max(image.width, image.height));
  return toRaster(toSharp(image).resize(Math.max(8, Math.round(image.width * scale)), Math.max(8, Math.round(image.height * scale)), { fit: "fill" }));
}

/** What is not background in a small opaque image: 255, the rest 0; null where the background is not plain. `tolerance` is 0 to 1. */
export function findProduct(small: Raster, tolerance: number): { readonly model: BackgroundModel; readonly threshold: number; readonly mask: Uint8Array | null } {
  const model = fitBackground(small);
  const threshold = Math.max(model.spread * 3.2, 3 + tolerance * 16);
  if (!model.plain) return { model, threshold, mask: null };
  const distance = distances(small, model);
  const background = addEnclosedBackground(floodBackground(distance, small.width, small.height, threshold), distance, small.width, small.height, threshold);
  return { model, threshold, mask: keepLargeParts(background.map((value) => 255 - value), small.width, 0.02) };
}

function distances({ data, width, height }: Raster, model: BackgroundModel): Float32Array {
  const found = new Float32Array(width * height);
  for (let y = 0, pixel = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, pixel += 1) found[pixel] = model.distance(data[pixel * 4] ?? 0, data[pixel * 4 + 1] ?? 0, data[pixel * 4 + 2] ?? 0, x / width, y / height);
  }
  return found;
}

function refuseUnlikely(mask: Uint8Array, width: number, height: number): void {
  let inside = 0;
  let border = 0;
  for (let at = 0; at < mask.length; at += 1) {
    if (!mask[at]) continue;
    inside += 1;
    const x = at % width;
    const y = (at - x) / width;
    if (x === 0 || y === 0 || x === width - 1 || y === height - 1) border += 1;
  }
  const share = inside / mask.length;
  const touching = border / (2 * (width + height));
  if (share < 0.005) throw new AppError("background_unclear", "nothing found", { say: "No product could be told from the background. Its colours may be too alike." });
  if (share > 0.95) throw new AppError("background_unclear", "all product", { say: "The product fills the whole photo, so no background was found." });
  if (isFragmented(mask, width)) throw new AppError("background_unclear", "fell apart", { say: "Parts of the product are as light as the background, so it would be cut into pieces. Use a photo on another colour." });
  if (touching > 0.4) throw new AppError("background_unclear", "touches the border", { say: "The product runs out of the photo on several sides, so its edge cannot be told." });
}

/**
 * At full size: far from the edge the mask decides; along the edge each pixel is judged by its own
 * colour, and what shines through of the background is taken out of it, so that no halo remains.
 */
async function refine(image: Raster, small: Raster, mask: Uint8Array, model: BackgroundModel, threshold: number, feather: number): Promise<Raster> {
  const { data, width, height } = image;
  const wide = await maskToSharp(mask, small.width, small.height).blur(0.8 + feather * 0.5).resize(width, height, { kernel: "cubic", fit: "fill" }).extractChannel(0).raw().toBuffer();
  const out = Buffer.from(data);
  for (let y = 0, pixel = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1, pixel += 1) {
      const at = pixel * 4;
      const rough = wide[pixel] ?? 0;
      if (rough < 4) { out[at + 3] = 0; continue; }
      if (rough > 251) continue;
      const [r, g, b] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
      const own = Math.min(1, Math.max(0, (model.distance(r, g, b, x / width, y / height) / threshold - 0.35) / 0.9));
      const alpha = Math.min(rough / 255, 0.15 + 0.85 * own) * Math.min(1, rough / 128);
      out[at + 3] = Math.round(alpha * 255);
      if (alpha > 0.03 && alpha < 0.99) {
        const [br, bg, bb] = model.at(x / width, y / height);
        out[at] = uncovered(r, br, alpha);
        out[at + 1] = uncovered(g, bg, alpha);
        out[at + 2] = uncovered(b, bb, alpha);
      }
    }
  }
  return { data: out, width, height };
}

/** The colour that, laid over the background with this alpha, gives what the photo shows. */
function uncovered(shown: number, behind: number, alpha: number): number {
  return Math.min(255, Math.max(0, Math.round((shown - (1 - alpha) * behind) / alpha)));
}
