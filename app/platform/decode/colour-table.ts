import { oklabOf, rgbOfOklab, type Lab } from "./lab.ts";
import type { Raster } from "./raster.ts";

/** Places of the table along each of red, green and blue; between them it is read in a straight line. */
const SIDE = 33;

/**
 * Changes colours in OKLab, each by itself; alpha stays. The change is computed for SIDE³ colours only, so that an
 * image takes the same time whatever the change computes.
 */
export function mapColours(image: Raster, change: (colour: Lab) => Lab): Raster {
  const table = tableOf(change);
  const data = Buffer.from(image.data);
  for (let at = 0; at < data.length; at += 4) {
    const [r, g, b] = [data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0];
    if (data[at + 3] === 0) continue;
    const base = ((CELL[r] ?? 0) * SIDE * SIDE + (CELL[g] ?? 0) * SIDE + (CELL[b] ?? 0)) * 3;
    const [sr, sg, sb] = [SHARE[r] ?? 0, SHARE[g] ?? 0, SHARE[b] ?? 0];
    for (let channel = 0; channel < 3; channel += 1) {
      const low = plane(table, base + channel, sg, sb);
      data[at + channel] = Math.round(low + (plane(table, base + channel + RED, sg, sb) - low) * sr);
    }
  }
  return { data, width: image.width, height: image.height };
}

const [RED, GREEN, BLUE] = [SIDE * SIDE * 3, SIDE * 3, 3];
const CELL = Uint8Array.from({ length: 256 }, (_unused, value) => Math.min(SIDE - 2, Math.floor((value * (SIDE - 1)) / 255)));
const SHARE = Float32Array.from({ length: 256 }, (_unused, value) => (value * (SIDE - 1)) / 255 - (CELL[value] ?? 0));

/** The value between four neighbours of one red. */
function plane(table: Float32Array, at: number, green: number, blue: number): number {
  const [a, b, c, d] = [table[at] ?? 0, table[at + BLUE] ?? 0, table[at + GREEN] ?? 0, table[at + GREEN + BLUE] ?? 0];
  const low = a + (b - a) * blue;
  return low + (c + (d - c) * blue - low) * green;
}

function tableOf(change: (colour: Lab) => Lab): Float32Array {
  const table = new Float32Array(SIDE ** 3 * 3);
  const byte = (place: number) => Math.round((place * 255) / (SIDE - 1));
  let at = 0;
  for (let r = 0; r < SIDE; r += 1) {
    for (let g = 0; g < SIDE; g += 1) {
      for (let b = 0; b < SIDE; b += 1, at += 3) table.set(rgbOfOklab(...change(oklabOf(byte(r), byte(g), byte(b)))), at);
    }
  }
  return table;
}
