import type { Mood } from "./mood.ts";

/** Where everything stands, in pixels. */
export interface Stage {
  readonly width: number;
  readonly height: number;
  /** The shorter side: what sizes are measured by. */
  readonly unit: number;
  /** Where wall and ground meet. */
  readonly horizon: number;
  /** From where the light comes: -1 is left, 1 is right. */
  readonly light: -1 | 1;
  readonly mood: Mood;
  readonly product: Box;
  random(): number;
}

/** What the product may take: its middle, the line that it stands on, its largest width and height. */
export interface Box {
  readonly middle: number;
  readonly base: number;
  readonly width: number;
  readonly height: number;
}

/** Lays out a stage. In a wide one the product stands aside and leaves room for words. */
export function stageFor(mood: Mood, width: number, height: number, random: () => number): Stage {
  const unit = Math.min(width, height);
  const light = random() < 0.5 ? -1 : 1;
  const wide = width / height > 1.7;
  const middle = width * (wide ? (light < 0 ? 0.66 : 0.34) : 0.5 + (random() - 0.5) * 0.04);
  const horizon = height * (mood.view === "hanging" ? 0.9 : mood.season === "summer" ? 0.56 : 0.63 + (random() - 0.5) * 0.06);
  const room = { width: Math.min(width * (wide ? 0.42 : 0.62), unit * 0.95), height: height * (mood.plinth ? 0.46 : 0.54) * (wide ? 1.12 : 1) };
  const frames = {
    table: { middle, base: horizon + (height - horizon) * (mood.plinth ? 0.3 : 0.46), ...room },
    above: { middle, base: height * 0.5, width: room.width, height: height * 0.62 },
    hanging: { middle, base: height * 0.86, width: Math.min(width * 0.7, unit), height: height * 0.72 },
  };
  return { width, height, unit, horizon, light, mood, product: frames[mood.view], random };
}

/** A filter that blurs by a share of the stage's unit. */
export function blur(id: string, stage: Stage, share: number): string {
  return `<filter id="${id}" x="-60%" y="-60%" width="220%" height="220%"><feGaussianBlur stdDeviation="${(stage.unit * share).toFixed(2)}"/></filter>`;
}

/** Noise as a layer of one colour: `clear` is how much of it is left out. */
export function noise(id: string, frequency: string, octaves: number, seed: number, rgb: readonly [number, number, number], strength: number, clear: number): string {
  return `<filter id="${id}" x="0" y="0" width="100%" height="100%"><feTurbulence type="fractalNoise" baseFrequency="${frequency}" numOctaves="${octaves}" seed="${seed % 9973}"/><feColorMatrix values="0 0 0 0 ${rgb[0]} 0 0 0 0 ${rgb[1]} 0 0 0 0 ${rgb[2]} ${strength} 0 0 0 ${-clear}"/></filter>`;
}

export const round = (value: number) => Math.round(value * 10) / 10;
