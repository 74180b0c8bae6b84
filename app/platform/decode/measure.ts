import type { ImageMeasure } from "#app/core/image/measure.ts";
import { differenceOf, labOf, type Lab } from "./lab.ts";
import { productBox } from "./product-box.ts";
import { toSharp, type Raster } from "./raster.ts";
import { VISIBLE, type Box } from "./visible-box.ts";

/** The border is this share of the shorter side wide. */
const BORDER = 0.01;
/** Colours that differ by less look the same, in units of Lab. */
const SAME = 2.5;
/** The longer side at which sharpness is measured, in pixels. */
const SHARPNESS_SIDE = 1000;

/** Figures of an image. */
export async function measureRaster(image: Raster): Promise<ImageMeasure> {
  const { width, height } = image;
  const transparent = transparentShare(image);
  const border = measureBorder(image);
  const box = transparent === 1 ? null : await productBox(image, transparent, border);
  return {
    width, height, transparent, border,
    product: box && {
      left: box.left / width, top: box.top / height, right: (width - box.left - box.width) / width, bottom: (height - box.top - box.height) / height,
      fill: Math.max(box.width / width, box.height / height),
    },
    sharpness: await sharpnessOf(image, box ?? { left: 0, top: 0, width, height }),
  };
}

function transparentShare({ data, width, height }: Raster): number {
  let clear = 0;
  for (let at = 3; at < data.length; at += 4) if ((data[at] ?? 0) < VISIBLE) clear += 1;
  return clear / (width * height);
}

function measureBorder(image: Raster): ImageMeasure["border"] {
  const colours = borderColours(image);
  const visible = colours.filter((colour) => colour !== null);
  const clear = colours.length - visible.length;
  if (clear > visible.length) return { colour: null, plain: clear / colours.length, white: whiteOf(visible) / colours.length, spread: 0 };
  const middle = (channel: 0 | 1 | 2): number => visible.map((colour) => colour[channel]).sort((a, b) => a - b)[Math.floor(visible.length / 2)] ?? 0;
  const [r, g, b] = [middle(0), middle(1), middle(2)];
  const colour = labOf(r, g, b);
  const off = visible.map((own) => differenceOf(labOf(...own), colour));
  return {
    colour: `#${[r, g, b].map((value) => value.toString(16).padStart(2, "0")).join("")}`,
    plain: off.filter((distance) => distance < SAME).length / colours.length,
    white: whiteOf(visible) / colours.length,
    spread: off.reduce((sum, distance) => sum + distance, 0) / off.length,
  };
}

function whiteOf(colours: readonly Lab[]): number {
  return colours.filter((colour) => colour.every((value) => value === 255)).length;
}

/** Red, green and blue of the border's pixels, some thousands of them; null is see-through. */
function borderColours({ data, width, height }: Raster): (readonly [number, number, number] | null)[] {
  const ring = Math.max(1, Math.round(Math.min(width, height) * BORDER));
  const step = Math.max(1, Math.round((width + height) / 1500));
  const colours: (readonly [number, number, number] | null)[] = [];
  const read = (x: number, y: number) => {
    const at = (y * width + x) * 4;
    colours.push((data[at + 3] ?? 0) < VISIBLE ? null : [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0]);
  };
  for (let depth = 0; depth < ring; depth += step) {
    for (let x = 0; x < width; x += step) { read(x, depth); read(x, height - 1 - depth); }
    for (let y = 0; y < height; y += step) { read(depth, y); read(width - 1 - depth, y); }
  }
  return colours;
}

async function sharpnessOf(image: Raster, box: Box): Promise<number> {
  const { data, info } = await toSharp(image).extract(box).flatten({ background: "#ffffff" }).greyscale()
    .resize(SHARPNESS_SIDE, SHARPNESS_SIDE, { fit: "inside", withoutEnlargement: true }).extractChannel(0).raw().toBuffer({ resolveWithObject: true });
  const { width, height } = info;
  let [sum, squares, count] = [0, 0, 0];
  for (let y = 1; y < height - 1; y += 1) {
    for (let x = 1, at = y * width + 1; x < width - 1; x += 1, at += 1) {
      const bend = 4 * (data[at] ?? 0) - (data[at - 1] ?? 0) - (data[at + 1] ?? 0) - (data[at - width] ?? 0) - (data[at + width] ?? 0);
      sum += bend;
      squares += bend * bend;
      count += 1;
    }
  }
  return count === 0 ? 0 : Math.max(0, squares / count - (sum / count) ** 2);
}
