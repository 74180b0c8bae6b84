import sharp from "sharp";
import { noise } from "./solids.ts";
import type { Material, Rgb } from "./studio.ts";

/** A colour as it is written on the web, in linear light. */
export function paint(hex: string): Rgb {
  const channel = (at: number) => {
    const value = Number.parseInt(hex.slice(at, at + 2), 16) / 255;
    return value <= 0.04045 ? value / 12.92 : ((value + 0.055) / 1.055) ** 2.4;
  };
  return [channel(1), channel(3), channel(5)];
}

const mix = (a: Rgb, b: Rgb, t: number): Rgb => [a[0] + (b[0] - a[0]) * t, a[1] + (b[1] - a[1]) * t, a[2] + (b[2] - a[2]) * t];
const times = (a: Rgb, by: number): Rgb => [a[0] * by, a[1] * by, a[2] * by];
const step = (from: number, to: number, value: number) => Math.min(1, Math.max(0, (value - from) / (to - from)));

/** Fired clay under a glaze that ends in a wavy line above the foot; `drip` is where. */
export function glaze(hex: string, drip: number, body = "#b98d6b"): Material {
  const coat = paint(hex), clay = paint(body);
  const line = (x: number, z: number) => drip + 0.012 * noise(x * 7, 0, z * 7) + 0.006 * noise(x * 19, 3, z * 19);
  return {
    rough: 0.16, mirror: 0.05,
    color: (x, y, z) => {
      const speckle = noise(x * 46, y * 46, z * 46) > 0.74 ? 0.55 : 1;
      const pooled = 1 + 0.1 * noise(x * 3, y * 2.2, z * 3);
      const glazed = times(coat, speckle * pooled);
      return mix(times(clay, 1 + 0.12 * noise(x * 40, y * 40, z * 40)), glazed, step(-0.004, 0.004, y - line(x, z)));
    },
    bump: (x, y, z) => 0.0008 * noise(x * 9, y * 26, z * 9),
  };
}

/** Smooth plastic, lacquer or glass that light does not go through. */
export function lacquer(hex: string, rough = 0.1, mirror = 0.05): Material {
  const color = paint(hex);
  return { rough, mirror, color: () => color };
}

export function metal(hex: string, rough = 0.24): Material {
  const color = paint(hex);
  return { rough, mirror: 0.85, metal: true, color: () => color };
}

/** Wood with its rings running along x. */
export function wood(light: string, dark: string): Material {
  const pale = paint(light), deep = paint(dark);
  return {
    rough: 0.62, mirror: 0.03,
    color: (x, y, z) => {
      const bend = 0.35 * noise(x * 1.4, y * 3, z * 2);
      const ring = 0.5 + 0.5 * Math.sin((z * 1.1 + y * 2.2 + bend) * 34);
      return mix(pale, deep, 0.55 * ring ** 2 + 0.18 * (0.5 + 0.5 * noise(x * 5, y * 90, z * 90)));
    },
  };
}

/** Woven cloth: threads as fine bumps, folds as wide ones. */
export function cloth(hex: string, thread: number, folds: number, stitched?: (x: number, y: number) => number): Material {
  const color = paint(hex);
  return {
    rough: 0.94, mirror: 0.012,
    color: (x, y, z) => {
      const weave = 0.5 + 0.5 * Math.sin(x * thread) * Math.sin(y * thread);
      const worn = 1 + 0.1 * noise(x * 4, y * 4, z * 4) + 0.07 * noise(x * 60, y * 60, z * 60);
      const seam = stitched ? stitched(x, y) : 0;
      return times(color, worn * (0.88 + 0.14 * weave) * (1 - 0.45 * seam));
    },
    bump: (x, y, z) => 0.0007 * Math.sin(x * thread) * Math.sin(y * thread) + folds * (noise(x * 2.6 + 5, y * 1.7, z * 2) + 0.45 * noise(x * 6, y * 4.2, z * 3 + 9)),
  };
}

/** A drawing wrapped around a round body: its height on the body from `low` to `high`, its width the front half. */
export async function label(svg: string, low: number, high: number, half: number, ground: Material): Promise<Material> {
  const columns = 900, rows = Math.round((900 * (high - low)) / (half * 2));
  const { data } = await sharp(Buffer.from(svg)).resize(columns, rows, { fit: "fill" }).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const linear = Float32Array.from({ length: 256 }, (_unused, value) => paint(`#${value.toString(16).padStart(2, "0").repeat(3)}`)[0]);
  return {
    ...ground, rough: ground.rough,
    color: (x, y, z) => {
      const under = ground.color(x, y, z);
      const u = (x + half) / (2 * half), v = (high - y) / (high - low);
      if (z < 0 || u < 0 || u >= 1 || v < 0 || v >= 1) return under;
      const at = (Math.floor(v * rows) * columns + Math.floor(u * columns)) * 4;
      const read = (offset: number) => linear[data[at + offset] ?? 0] ?? 0;
      return mix(under, [read(0), read(1), read(2)], (data[at + 3] ?? 0) / 255);
    },
  };
}

/** Paper or linen with a lamp behind it. */
export function lit(hex: string, glow: number, bump?: Material["bump"]): Material {
  const color = paint(hex);
  return { rough: 0.9, mirror: 0.015, color: () => color, glow: [color[0] * glow, color[1] * glow * 0.86, color[2] * glow * 0.6], ...(bump ? { bump } : {}) };
}
