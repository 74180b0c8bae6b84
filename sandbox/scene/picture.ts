import sharp from "sharp";
import { mulberry32 } from "../faults.ts";
import { cutOut, type CutOut } from "./cut-out.ts";
import { ground } from "./ground.ts";
import { sunlight, veil } from "./light.ts";
import { keepOutside } from "./mask.ts";
import { moodOf } from "./mood.ts";
import { behind } from "./props.ts";
import { shadowsOf, type Placed } from "./shadow.ts";
import { blur, stageFor, type Stage } from "./stage.ts";
import { stillLife } from "./still-life.ts";
import { wall } from "./wall.ts";

/** Scenes are drawn at this length at most; larger ones are enlarged. */
const DRAWN = 1280;

/** A picture that is asked for. */
export interface PictureOrder {
  readonly prompt: string;
  readonly width: number;
  readonly height: number;
  readonly seed: number;
  /** What was sent along: the first is the product. */
  readonly references: readonly Uint8Array[];
  /** A mask for the first reference, of any size: white is redone, black stays. */
  readonly mask?: Uint8Array | undefined;
  /** The product alone, on nothing. */
  readonly transparent?: boolean | undefined;
  readonly format: "png" | "jpeg" | "webp";
}

/** Draws a picture: the product that was sent, in a scene that follows prompt, size and seed; without a product a still life. The same order gives the same picture. */
export async function drawPicture(order: PictureOrder): Promise<Buffer> {
  const { width, height, references, mask, format } = order;
  const scale = Math.min(1, DRAWN / Math.max(width, height));
  const [w, h] = [Math.round(width * scale), Math.round(height * scale)];
  const picture = order.transparent ? await alone(order, w, h) : await scene(order, w, h);
  const full = await sharp(picture).resize(width, height, { fit: "fill", kernel: "lanczos3" }).png({ compressionLevel: 1 }).toBuffer();
  const [first] = references;
  const kept = mask && first ? await keepOutside(first, mask, full, width, height) : full;
  const tagged = sharp(kept).composite([{ input: tag(width, height), top: 0, left: 0 }]);
  return format === "png" ? tagged.png({ compressionLevel: 6 }).toBuffer() : format === "jpeg" ? tagged.flatten({ background: "#ffffff" }).jpeg({ quality: 90 }).toBuffer() : tagged.webp({ quality: 88 }).toBuffer();
}

async function alone({ references, seed, prompt }: PictureOrder, width: number, height: number): Promise<Buffer> {
  const stage = stageFor(moodOf(prompt, seed), width, height, mulberry32(seed));
  const product = references[0] ? (await cutOut(references[0])).png : await stillLife(stage);
  const fitted = await sharp(product).resize(Math.round(width * 0.86), Math.round(height * 0.86), { fit: "inside" }).png().toBuffer();
  return sharp({ create: { width, height, channels: 4, background: "#00000000" } }).composite([{ input: fitted, gravity: "centre" }]).png().toBuffer();
}

async function scene({ prompt, seed, references }: PictureOrder, width: number, height: number): Promise<Buffer> {
  const stage = stageFor(moodOf(prompt, seed), width, height, mulberry32(seed));
  const found = references[0] ? await cutOut(references[0]) : undefined;
  const backdrop = sharp(Buffer.from(svg(stage, `<defs>${blur("soft", stage, 0.012)}${blur("near", stage, 0.004)}${blur("depth", stage, stage.mood.view === "above" ? 0 : 0.0016)}<filter id="lie" x="-10%" y="-10%" width="120%" height="120%"><feDropShadow dx="${-stage.light * 6}" dy="7" stdDeviation="7" flood-color="#2a1f16" flood-opacity=".32"/></filter></defs>${wall(stage)}${ground(stage)}${stage.mood.view === "above" ? "" : sunlight(stage)}<g${stage.mood.view === "above" ? "" : ' filter="url(#depth)"'}>${behind(stage)}</g>${stage.mood.view === "above" ? sunlight(stage) : ""}`)));
  const product = await place(stage, found, found?.png ?? await stillLife(stage));
  const layers = [...(await shadowsOf(stage, product)), { input: product.png, left: product.left, top: product.top }];
  const under = await backdrop.removeAlpha().png({ compressionLevel: 1 }).toBuffer();
  const front = { input: Buffer.from(svg(stage, veil(stage))), left: 0, top: 0 };
  const whole = await sharp(under).composite([...layers, front]).removeAlpha().raw().toBuffer();
  return grained(whole, width, height, seed);
}

function svg({ width, height }: Stage, body: string): string {
  return `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}" viewBox="0 0 ${width} ${height}">${body}</svg>`;
}

/** Scales the product into its room. A whole photo becomes a print with a white border. */
async function place({ product: room, mood, light }: Stage, found: CutOut | undefined, png: Buffer): Promise<Placed> {
  const source = found?.whole ? await sharp(png).flatten({ background: "#ffffff" }).resize(900, 900, { fit: "inside" }).extend({ top: 26, bottom: 26, left: 26, right: 26, background: "#ffffff" }).png().toBuffer() : png;
  const tone = mood.night ? { brightness: 0.82, saturation: 0.95 } : { brightness: 1, saturation: 0.97 };
  const { data, info } = await sharp(source).resize(Math.round(room.width), Math.round(room.height), { fit: "inside" }).modulate(tone).png({ compressionLevel: 1 }).toBuffer({ resolveWithObject: true });
  const lit = await sharp(data).composite([{ input: Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${info.width}" height="${info.height}"><defs><linearGradient id="g" x1="${light < 0 ? 0 : 1}" x2="${light < 0 ? 1 : 0}" y1="0" y2=".25"><stop offset="0" stop-color="${mood.glow}" stop-opacity=".12"/><stop offset=".5" stop-color="${mood.glow}" stop-opacity="0"/><stop offset="1" stop-color="#20160e" stop-opacity=".2"/></linearGradient></defs><rect width="100%" height="100%" fill="url(#g)"/></svg>`), blend: "atop" }]).png({ compressionLevel: 1 }).toBuffer();
  const top = mood.view === "above" ? room.base - info.height / 2 : room.base - info.height;
  return { png: lit, left: Math.round(room.middle - info.width / 2), top: Math.round(mood.view === "hanging" ? room.base - room.height + (room.height - info.height) / 2 : top), width: info.width, height: info.height };
}

/** A breath of grain, so that even colours do not band. */
function grained(pixels: Buffer, width: number, height: number, seed: number): Promise<Buffer> {
  const random = mulberry32(seed ^ 0x5eed);
  for (let at = 0; at < pixels.length; at += 3) {
    const grain = (random() - 0.5) * 5;
    for (let channel = 0; channel < 3; channel += 1) pixels[at + channel] = Math.max(0, Math.min(255, Math.round((pixels[at + channel] ?? 0) + grain)));
  }
  return sharp(pixels, { raw: { width, height, channels: 3 } }).png({ compressionLevel: 1 }).toBuffer();
}

/** The word that says what this picture is. */
function tag(width: number, height: number): Buffer {
  const size = Math.max(9, Math.min(width, height) * 0.019);
  const [w, h] = [size * 5.4, size * 1.8];
  const [x, y] = [width - w - size, height - h - size];
  return Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect x="${x}" y="${y}" width="${w}" height="${h}" rx="${h / 2}" fill="#1d1a16" fill-opacity=".42"/><text x="${x + w / 2}" y="${y + h * 0.68}" font-family="Inter, Helvetica, Arial, sans-serif" font-size="${size}" letter-spacing="${size * 0.06}" text-anchor="middle" fill="#fff" fill-opacity=".92">sandbox</text></svg>`);
}
