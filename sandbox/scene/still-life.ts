import sharp from "sharp";
import { mix } from "./colour.ts";
import { vase } from "./plants.ts";
import { blur, round, type Stage } from "./stage.ts";
import { ball, pebbles } from "./things.ts";

const CLAYS = ["#c27a58", "#e0d6c8", "#7f8c84", "#d7b48d", "#47504d", "#b9836c"] as const;

/** What stands there when no product was sent: a few simple things of clay, as a picture with transparency. */
export async function stillLife(stage: Stage): Promise<Buffer> {
  const { random, light } = stage;
  const side = 1000;
  const clay = () => CLAYS[Math.floor(random() * CLAYS.length)] ?? CLAYS[0];
  const kind = Math.floor(random() * 3);
  const main = clay(), second = mix(clay(), main, 0.2);
  const [near, far] = light < 0 ? [300, 690] : [700, 310];
  const filled = (["branches", "pampas", "nothing"] as const)[kind] ?? "nothing";
  const things = vase(stage, 500, 960, filled === "nothing" ? 860 : 400, main, filled) + ball(stage, near + (filled === "nothing" ? 0 : (500 - near) * 0.2), 975, 90, 90, second) + (random() < 0.5 ? pebbles(stage, far, 980, 560) : ball(stage, far + (light < 0 ? 60 : -60), 968, 70, 70, mix(second, "#ffffff", 0.4)));
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}"><defs>${blur("soft", { ...stage, unit: 700 }, 0.012)}</defs>${things}</svg>`;
  return sharp(Buffer.from(svg)).trim({ background: "#00000000", threshold: 120 }).png({ compressionLevel: 1 }).toBuffer();
}

/** A hanger for what hangs. */
export function hanger({ product, unit }: Stage, top: number, width: number): string {
  const x = product.middle, reach = width * 0.2;
  return `<g fill="none" stroke="#6b5440" stroke-width="${round(unit * 0.009)}" stroke-linecap="round"><path d="M${round(x - reach)} ${round(top + unit * 0.05)} Q${round(x)} ${round(top - unit * 0.05)} ${round(x + reach)} ${round(top + unit * 0.05)}"/><path d="M${round(x)} ${round(top - unit * 0.005)} v${round(-unit * 0.03)} q${round(unit * 0.03)} ${round(-unit * 0.02)} 0 ${round(-unit * 0.04)}" stroke="#8d8d88" stroke-width="${round(unit * 0.005)}"/></g>`;
}
