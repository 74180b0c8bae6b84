import type { ImageOperation } from "#app/core/image/recipe.ts";
import { mapColours } from "./colour-table.ts";
import type { Lab } from "./lab.ts";
import { toRaster, toSharp, type Raster } from "./raster.ts";

type Adjust = Extract<ImageOperation, { kind: "adjust" }>;

/** Yellow and red that full warmth adds to a middle grey, in units of OKLab. */
const WARM = { yellow: 0.06, red: 0.015 };
/** A colour this vivid takes half the warmth: a blue product must not turn violet. */
const VIVID = 0.09;
/** A difference to the surroundings smaller than this (of 255) is noise and is not sharpened. */
const NOISE = 2;

/** Changes light and colour; alpha stays. Black stays black and white stays white, so that a white background stays one. */
export async function adjust(image: Raster, operation: Adjust): Promise<Raster> {
  const { brightness, contrast, saturation, warmth, sharpen } = operation;
  const toned = [brightness, contrast, saturation, warmth].some((value) => value !== 0) ? mapColours(image, toneOf(operation)) : image;
  return sharpen > 0 ? sharpened(toned, sharpen) : toned;
}

function toneOf({ brightness, contrast, saturation, warmth }: Adjust): (colour: Lab) => Lab {
  const gamma = 2 ** -brightness;
  return ([l, a, b]) => {
    const light = Math.min(1, Math.max(0, l)) ** gamma;
    const curved = light + contrast * (light * light * (3 - 2 * light) - light);
    const warm = (warmth * (1 - (2 * curved - 1) ** 4)) / (1 + (Math.hypot(a, b) / VIVID) ** 2);
    return [curved, a * (1 + saturation) + WARM.red * warm, b * (1 + saturation) + WARM.yellow * warm];
  };
}

/** An unsharp mask. What is see-through counts for nothing in the surroundings, so that a cut-out gets no halo. */
async function sharpened(image: Raster, amount: number): Promise<Raster> {
  const sigma = Math.max(0.6, Math.max(image.width, image.height) / 1600);
  const soft = await toRaster(toSharp(image).blur(sigma));
  const data = Buffer.from(image.data);
  for (let at = 0; at < data.length; at += 4) {
    if (data[at + 3] === 0) continue;
    for (let channel = at; channel < at + 3; channel += 1) {
      const own = data[channel] ?? 0;
      const edge = own - (soft.data[channel] ?? 0);
      if (Math.abs(edge) > NOISE) data[channel] = Math.min(255, Math.max(0, Math.round(own + edge * amount * 1.5)));
    }
  }
  return { data, width: image.width, height: image.height };
}
