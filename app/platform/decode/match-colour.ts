import { AppError } from "#app/core/errors.ts";
import { mapColours } from "./colour-table.ts";
import { oklabOf, type Lab } from "./lab.ts";
import type { Raster } from "./raster.ts";

/** From this alpha on a pixel counts. */
const COUNTS = 128;
/** About this many pixels are looked at. */
const SAMPLES = 200_000;
/** No channel is stretched or pressed by more than this: a flat image has no spread to stretch. */
const MOST_STRETCH = 2.5;

/** Gives an image the mean and the spread of another one's colours (Reinhard et al., Color transfer between images, 2001) in OKLab. `strength` 0 to 1; alpha stays. */
export function matchColour(image: Raster, reference: Raster, strength: number): Raster {
  const own = coloursOf(image);
  const wanted = coloursOf(reference);
  if (!own || strength === 0) return image;
  if (!wanted) throw new AppError("invalid_input", "a reference without colours", { say: "The image whose colours are to be taken is see-through everywhere. Use another reference." });
  const moved = (value: number, channel: 0 | 1 | 2): number => {
    const stretch = Math.min(MOST_STRETCH, Math.max(1 / MOST_STRETCH, wanted.spread[channel] / Math.max(own.spread[channel], 0.001)));
    const full = (value - own.mean[channel]) * stretch + wanted.mean[channel];
    return value + (full - value) * strength;
  };
  return mapColours(image, ([l, a, b]) => [moved(l, 0), moved(a, 1), moved(b, 2)]);
}

/** Mean and standard deviation of each channel over what is visible; undefined where nothing is. */
function coloursOf({ data, width, height }: Raster): { mean: Lab; spread: Lab } | undefined {
  const step = Math.max(1, Math.floor((width * height) / SAMPLES)) * 4;
  const sums = [0, 0, 0];
  const squares = [0, 0, 0];
  let count = 0;
  for (let at = 0; at < data.length; at += step) {
    if ((data[at + 3] ?? 0) < COUNTS) continue;
    count += 1;
    oklabOf(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0).forEach((value, channel) => {
      sums[channel] = (sums[channel] ?? 0) + value;
      squares[channel] = (squares[channel] ?? 0) + value * value;
    });
  }
  if (count === 0) return undefined;
  const mean = (channel: number) => (sums[channel] ?? 0) / count;
  const spread = (channel: number) => Math.sqrt(Math.max(0, (squares[channel] ?? 0) / count - mean(channel) ** 2));
  return { mean: [mean(0), mean(1), mean(2)], spread: [spread(0), spread(1), spread(2)] };
}
