import sharp, { type OverlayOptions } from "sharp";
import { withLabelFont } from "./label-font.ts";

/** A photo and what was made of it, as tiles, ready to be laid out. */
export interface Pair {
  readonly title: string;
  readonly before: Buffer | undefined;
  readonly after: Buffer;
}

/** Side of a picture on the sheet, in pixels. */
export const TILE = 236;
const PAD = 14;
const LABEL = 40;
const GAP = 22;
const EDGE = 44;
const HEAD = 96;
const COLUMNS = 4;
/** A JPEG is at most 65535 pixels high; more pairs than this nobody looks at on one sheet. */
const MOST = 400;
const CARD = { width: PAD * 3 + TILE * 2, height: PAD * 2 + TILE + LABEL };

/** Pairs in rows of white cards on light grey, each named below. A JPEG. */
export function contactSheet(title: string, pairs: readonly Pair[]): Promise<Buffer> {
  return withLabelFont((font) => sheet(title, pairs, font));
}

async function sheet(title: string, pairs: readonly Pair[], font: string): Promise<Buffer> {
  const shown = pairs.slice(0, MOST);
  const columns = Math.max(1, Math.min(COLUMNS, shown.length));
  const width = EDGE * 2 + columns * CARD.width + (columns - 1) * GAP;
  const rows = Math.ceil(shown.length / columns);
  const height = HEAD + rows * CARD.height + Math.max(rows - 1, 0) * GAP + EDGE;
  const note = shown.length < pairs.length ? `The first ${shown.length} of ${pairs.length} images. ` : "";
  const layers: OverlayOptions[] = [
    { input: await words(title, 27, "#1a1a1a", width - EDGE * 2, font), left: EDGE, top: 24 },
    { input: await words(`${note}Left: the photo. Right: what the skill made of it.`, 15, "#616161", width - EDGE * 2, font), left: EDGE, top: 62 },
  ];
  for (const [index, pair] of shown.entries()) {
    const left = EDGE + (index % columns) * (CARD.width + GAP);
    const top = HEAD + Math.floor(index / columns) * (CARD.height + GAP);
    layers.push({ input: await card(pair, font), left, top });
  }
  return sharp({ create: { width, height, channels: 3, background: "#ececec" } }).composite(layers).jpeg({ quality: 88 }).toBuffer();
}

async function card({ title, before, after }: Pair, font: string): Promise<Buffer> {
  const { width, height } = CARD;
  const frame = (x: number) => `<rect x="${x - 0.5}" y="${PAD - 0.5}" width="${TILE + 1}" height="${TILE + 1}" rx="3" fill="#f7f7f7" stroke="#e3e3e3"/>`;
  const base = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}"><rect x="0.5" y="0.5" width="${width - 1}" height="${height - 1}" rx="10" fill="#fff" stroke="#dcdcdc"/>${frame(PAD)}${frame(PAD * 2 + TILE)}</svg>`);
  const label = await words(title, 17, "#303030", width - PAD * 2, font);
  return sharp(base).composite([
    ...(before ? [{ input: before, left: PAD, top: PAD }] : []), { input: after, left: PAD * 2 + TILE, top: PAD }, { input: label, left: PAD, top: PAD + TILE + 12 },
  ]).png().toBuffer();
}

/** One line of text as a picture, cut with an ellipsis where it is wider than `most` pixels. */
async function words(text: string, size: number, colour: string, most: number, fontfile: string): Promise<Buffer> {
  for (let length = text.length; ; length -= 1) {
    const cut = length < text.length ? `${text.slice(0, length).trimEnd()}…` : text;
    const { data, info } = await sharp({ text: { text: `<span foreground="${colour}">${escaped(cut)}</span>`, font: `Inter, ${size}`, fontfile, dpi: 72, rgba: true } }).png().toBuffer({ resolveWithObject: true });
    if (info.width <= most || length <= 1) return data;
  }
}

function escaped(text: string): string {
  return text.replace(/[&<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
