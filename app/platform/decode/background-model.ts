import { labOf, rgbOfLab } from "./lab.ts";
import type { Raster } from "./raster.ts";

/** What the background looks like at every place of the photo. Places are 0 to 1 across and down. */
export interface BackgroundModel {
  /** Whether the border is plain enough to trust the model. */
  readonly plain: boolean;
  /** How far the border strays from the model, in units of perceived difference (about 2 is visible). */
  readonly spread: number;
  /** How unlike the background a colour is. A darker colour of the same tint counts less: it is a shadow. */
  distance(r: number, g: number, b: number, x: number, y: number): number;
  /** Red, green and blue of the background. */
  at(x: number, y: number): readonly [number, number, number];
}

/** Share of the border that must agree with the model, and how far it may stray. */
const LEAST_AGREEING = 0.72;
const MOST_SPREAD = 5.5;
const TERMS = 6;

/** Fits a smooth surface (up to quadratic) to the border in Lab, leaving out what does not belong to it. */
export function fitBackground(image: Raster): BackgroundModel {
  const samples = borderSamples(image);
  let chosen = samples;
  let surface = fit(chosen);
  for (let round = 0; round < 4; round += 1) {
    const off = chosen.map((sample) => difference(sample, surface)).sort((a, b) => a - b);
    const limit = Math.max(2, (off[Math.floor(off.length / 2)] ?? 0) * 3);
    chosen = samples.filter((sample) => difference(sample, surface) <= limit);
    if (chosen.length < TERMS * 4) break;
    surface = fit(chosen);
  }
  const spread = mean(chosen.map((sample) => difference(sample, surface)));
  const fitted = surface;
  return {
    spread, plain: chosen.length / samples.length >= LEAST_AGREEING && spread <= MOST_SPREAD,
    distance: (r, g, b, x, y) => {
      const [l, a, bb] = labOf(r, g, b);
      const basis = terms(x, y);
      const dl = l - dot(fitted[0], basis);
      const da = a - dot(fitted[1], basis);
      const db = bb - dot(fitted[2], basis);
      const weight = dl < 0 && dl > -38 && Math.hypot(da, db) < 5 ? 0.3 : 1;
      return Math.hypot(dl * weight, da, db);
    },
    at: (x, y) => {
      const basis = terms(x, y);
      return rgbOfLab(dot(fitted[0], basis), dot(fitted[1], basis), dot(fitted[2], basis));
    },
  };
}

interface Sample {
  readonly basis: readonly number[];
  readonly lab: readonly [number, number, number];
}
type Surface = readonly [readonly number[], readonly number[], readonly number[]];

function borderSamples({ data, width, height }: Raster): Sample[] {
  const ring = Math.max(2, Math.round(Math.min(width, height) * 0.025));
  const step = Math.max(1, Math.round((width + height) / 700));
  const samples: Sample[] = [];
  for (let y = 0; y < height; y += step) {
    for (let x = 0; x < width; x += step) {
      if (x >= ring && y >= ring && x < width - ring && y < height - ring) continue;
      const at = (y * width + x) * 4;
      samples.push({ basis: terms(x / width, y / height), lab: labOf(data[at] ?? 0, data[at + 1] ?? 0, data[at + 2] ?? 0) });
    }
  }
  return samples;
}

function terms(x: number, y: number): number[] {
  return [1, x, y, x * x, x * y, y * y];
}

function fit(samples: readonly Sample[]): Surface {
  return [leastSquares(samples, 0), leastSquares(samples, 1), leastSquares(samples, 2)];
}

/** Normal equations with a little damping, solved by elimination. */
function leastSquares(samples: readonly Sample[], channel: 0 | 1 | 2): number[] {
  const rows = Array.from({ length: TERMS }, () => new Float64Array(TERMS + 1));
  for (const { basis, lab } of samples) {
    rows.forEach((row, i) => {
      const bi = basis[i] ?? 0;
      for (let j = 0; j < TERMS; j += 1) row[j] = (row[j] ?? 0) + bi * (basis[j] ?? 0);
      row[TERMS] = (row[TERMS] ?? 0) + bi * lab[channel];
    });
  }
  rows.forEach((row, i) => { row[i] = (row[i] ?? 0) + 1e-6 * samples.length; });
  rows.forEach((pivotRow, i) => {
    const pivot = pivotRow[i] || 1e-12;
    for (let j = i; j <= TERMS; j += 1) pivotRow[j] = (pivotRow[j] ?? 0) / pivot;
    rows.forEach((row, k) => {
      const factor = row[i] ?? 0;
      if (k !== i && factor) for (let j = i; j <= TERMS; j += 1) row[j] = (row[j] ?? 0) - factor * (pivotRow[j] ?? 0);
    });
  });
  return rows.map((row) => row[TERMS] ?? 0);
}

function difference({ basis, lab }: Sample, surface: Surface): number {
  return Math.hypot(lab[0] - dot(surface[0], basis), lab[1] - dot(surface[1], basis), lab[2] - dot(surface[2], basis));
}

function dot(a: readonly number[], b: readonly number[]): number {
  let sum = 0;
  for (let i = 0; i < a.length; i += 1) sum += (a[i] ?? 0) * (b[i] ?? 0);
  return sum;
}

function mean(values: readonly number[]): number {
  return values.length ? values.reduce((sum, value) => sum + value, 0) / values.length : Infinity;
}
