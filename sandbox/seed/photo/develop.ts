import sharp from "sharp";
import { mulberry32 } from "../../faults.ts";
import type { Exposure } from "./studio.ts";

/** What is behind a product in its photo. */
export type Scene =
  | { readonly kind: "studio"; readonly paper: readonly [number, number, number]; readonly fall: number }
  | { readonly kind: "none" }
  | { readonly kind: "busy" };

/** From linear light to the screen, bright parts rolled off as film does. */
function tone(light: number): number {
  const rolled = light < 0.7 ? light : 0.7 + 0.3 * (1 - Math.exp(-(light - 0.7) / 0.3));
  return 255 * (rolled <= 0.0031308 ? 12.92 * rolled : 1.055 * rolled ** (1 / 2.4) - 0.055);
}

/** Sides in pixels: of what a merchant's photo has, and of what is traced; the rest is enlarged, as soft as a lens is. */
const PHOTO = 1600;
export const TRACED = 880;

/** Develops a picture: PNG with transparency where nothing is behind the product, else JPEG before its backdrop. */
export async function develop(picture: Exposure, scene: Scene, seed: number): Promise<Buffer> {
  const { side } = picture;
  if (scene.kind === "none") return cutOut(picture);
  const random = mulberry32(seed);
  const behind = scene.kind === "busy" ? await stall(side, seed) : undefined;
  const data = Buffer.alloc(side * side * 3);
  for (let at = 0; at < side * side; at += 1) {
    const grain = (random() - 0.5) * 1.6;
    const cover = picture.cover[at] ?? 0;
    const dark = 1 - (picture.shade[at] ?? 0) * 0.62;
    for (let channel = 0; channel < 3; channel += 1) {
      const back = behind ? (behind[at * 3 + channel] ?? 0) * dark : tone(paperAt(scene, at % side, Math.floor(at / side), side, channel) * dark ** 1.5);
      const front = cover ? tone(picture.rgb[at * 3 + channel] ?? 0) : 0;
      data[at * 3 + channel] = Math.max(0, Math.min(255, Math.round(front * cover + back * (1 - cover) + grain)));
    }
  }
  const photo = sharp(data, { raw: { width: side, height: side, channels: 3 } });
  // The bad one is small, as from an old page of a supplier.
  if (scene.kind === "busy") return photo.extract({ left: 0, top: Math.round(side * 0.143), width: side, height: Math.round(side * 5 / 7) }).resize(700, 500).jpeg({ quality: 74 }).toBuffer();
  return photo.resize(PHOTO, PHOTO, { kernel: "lanczos3" }).sharpen({ sigma: 0.9 }).jpeg({ quality: 88 }).toBuffer();
}

/** Paper that is rolled down behind and below: brightest behind the product, a little darker to the edges. */
function paperAt(scene: Scene, column: number, row: number, side: number, channel: number): number {
  if (scene.kind !== "studio") return 0;
  const x = column / side - 0.46, y = row / side - 0.4;
  return (scene.paper[channel] ?? 1) * (1 - scene.fall * Math.min(1, (x * x + y * y) * 1.5));
}

function cutOut({ side, rgb, cover }: Exposure): Promise<Buffer> {
  const data = Buffer.alloc(side * side * 4);
  for (let at = 0; at < side * side; at += 1) {
    for (let channel = 0; channel < 3; channel += 1) data[at * 4 + channel] = Math.min(255, Math.round(tone(rgb[at * 3 + channel] ?? 0)));
    data[at * 4 + 3] = Math.round((cover[at] ?? 0) * 255);
  }
  return sharp(data, { raw: { width: side, height: side, channels: 4 } }).resize(PHOTO, PHOTO, { kernel: "lanczos3" }).png({ compressionLevel: 6 }).toBuffer();
}

/** A market stall: nothing plain that a background could be told by. */
async function stall(side: number, seed: number): Promise<Buffer> {
  const random = mulberry32(seed);
  const colours = ["#b5432f", "#e0b94a", "#3b6f4e", "#31507d", "#d98e6a", "#6b3f66", "#efe3cd", "#222a33", "#8aa5a0", "#c66b8e"];
  const pick = () => colours[Math.floor(random() * colours.length)] ?? "#222";
  const things = Array.from({ length: 420 }, () => {
    const x = Math.round(random() * 1700 - 50), y = Math.round(random() * 1700 - 50);
    const kind = random();
    if (kind < 0.3) return `<circle cx="${x}" cy="${y}" r="${Math.round(25 + random() * 80)}" fill="${pick()}" stroke="${pick()}" stroke-width="14"/>`;
    const w = Math.round(50 + random() * 190), h = Math.round(40 + random() * 170);
    const stripes = kind > 0.65 ? `<path d="M${x} ${y + h / 3}h${w}M${x} ${y + (2 * h) / 3}h${w}" stroke="${pick()}" stroke-width="16"/>` : "";
    return `<g transform="rotate(${Math.round(random() * 90 - 45)} ${x} ${y})"><rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${Math.round(random() * 30)}" fill="${pick()}"/>${stripes}</g>`;
  }).join("");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${side}" height="${side}" viewBox="0 0 1600 1600"><rect width="1600" height="1600" fill="#4b3a30"/>${things}</svg>`;
  return sharp(Buffer.from(svg)).removeAlpha().raw().toBuffer();
}
