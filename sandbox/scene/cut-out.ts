import sharp from "sharp";

/** Side of the small copy that a border is looked for in, in pixels. */
const SMALL = 320;
/** Longest side of a product that is worked with, in pixels. */
const MOST = 1400;
const OPAQUE = 170;
/** How far a colour may be from its neighbour and from the border, as a sum over the channels. */
const STEP = 26;
const FAR = 90;
/** How much border colours may vary on average. */
const BUSY = 28;
/** A shadow: the border's colour, only darker, and changing more slowly. */
const SHADOW = { darkest: 0.38, off: 30, step: 16 };

export interface CutOut {
  /** PNG with transparency, trimmed to the product. */
  readonly png: Buffer;
  readonly width: number;
  readonly height: number;
  /** Whether nothing could be told from the background: then it is the whole photo. */
  readonly whole: boolean;
}

/** The product of a photo: by its transparency, else by the colour that runs around the border. */
export async function cutOut(photo: Uint8Array): Promise<CutOut> {
  const { data, info } = await sharp(photo, { limitInputPixels: 60_000_000 }).rotate().resize(MOST, MOST, { fit: "inside", withoutEnlargement: true }).toColourspace("srgb").ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  const scale = Math.min(1, SMALL / Math.max(info.width, info.height));
  const width = Math.max(1, Math.round(info.width * scale)), height = Math.max(1, Math.round(info.height * scale));
  const small = await sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } }).resize(width, height, { fit: "fill" }).raw().toBuffer();
  let clear = 0;
  for (let at = 3; at < small.length; at += 4) if ((small[at] ?? 255) < 30) clear += 1;
  const byAlpha = clear > width * height * 0.02;
  if (!byAlpha && busy(small, width, height)) return whole(data, info);
  const inside = largest(byAlpha ? opaque(small, width * height) : flooded(small, width, height), width, height);
  const count = inside.reduce((sum, one) => sum + one, 0);
  if (count < width * height * 0.004 || (!byAlpha && count > width * height * 0.93)) return whole(data, info);
  // A soft mask: a little wider where transparency has its own edge, a little narrower where a border was cut.
  const soft = await sharp(Buffer.from(inside.map((one) => one * 255)), { raw: { width, height, channels: 1 } }).blur(byAlpha ? 1.5 : 0.9).linear(3.2, byAlpha ? -40 : -480).toColourspace("b-w").resize(info.width, info.height, { fit: "fill", kernel: "cubic" }).raw().toBuffer();
  for (let at = 0; at < soft.length; at += 1) data[at * 4 + 3] = Math.round(((data[at * 4 + 3] ?? 0) * (soft[at] ?? 0)) / 255);
  const trimmed = await sharp(data, { raw: { width: info.width, height: info.height, channels: 4 } }).png({ compressionLevel: 1 }).toBuffer().then((png) => sharp(png).trim({ background: "#00000000", threshold: 12 }).png({ compressionLevel: 1 }).toBuffer({ resolveWithObject: true }));
  return { png: trimmed.data, width: trimmed.info.width, height: trimmed.info.height, whole: false };
}

async function whole(data: Buffer, { width, height }: { width: number; height: number }): Promise<CutOut> {
  return { png: await sharp(data, { raw: { width, height, channels: 4 } }).png().toBuffer(), width, height, whole: true };
}

/** Whether the border has colours that are far from its middle one: then nothing can be told by it. */
function busy(pixels: Buffer, width: number, height: number): boolean {
  const border: number[] = [];
  for (let at = 0; at < width * height; at += 1) if (at < width || at >= width * (height - 1) || at % width === 0 || at % width === width - 1) border.push(at);
  const off = [0, 1, 2].map((channel) => {
    const values = border.map((at) => pixels[at * 4 + channel] ?? 0).sort((a, b) => a - b);
    const middle = values[values.length >> 1] ?? 0;
    return values.reduce((sum, value) => sum + Math.abs(value - middle), 0) / values.length;
  });
  return Math.max(...off) > BUSY;
}

function opaque(pixels: Buffer, count: number): Uint8Array {
  return Uint8Array.from({ length: count }, (_unused, at) => ((pixels[at * 4 + 3] ?? 0) > OPAQUE ? 1 : 0));
}

/** What cannot be reached from the border over colours that change slowly. */
function flooded(pixels: Buffer, width: number, height: number): Uint8Array {
  const inside = new Uint8Array(width * height).fill(1);
  const value = (at: number, channel: number) => pixels[at * 4 + channel] ?? 0;
  const differ = (a: number, b: number) => [0, 1, 2].reduce((sum, channel) => sum + Math.abs(value(a, channel) - value(b, channel)), 0);
  const shaded = (at: number, from: number) => {
    const light = (one: number) => value(one, 0) + value(one, 1) + value(one, 2);
    const share = light(at) / Math.max(1, light(from));
    return share > SHADOW.darkest && share < 1.05 && [0, 1, 2].reduce((sum, channel) => sum + Math.abs(value(at, channel) - share * value(from, channel)), 0) < SHADOW.off;
  };
  const queue: { at: number; from: number }[] = [];
  const reach = (at: number, from: number) => {
    if (inside[at] !== 1) return;
    inside[at] = 0;
    queue.push({ at, from });
  };
  for (let x = 0; x < width; x += 1) { reach(x, x); reach((height - 1) * width + x, (height - 1) * width + x); }
  for (let y = 0; y < height; y += 1) { reach(y * width, y * width); reach(y * width + width - 1, y * width + width - 1); }
  for (let next = queue.pop(); next; next = queue.pop()) {
    const { at, from } = next;
    const x = at % width;
    for (const beside of [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width]) {
      if (beside >= 0 && beside < inside.length && ((differ(at, beside) < STEP && differ(from, beside) < FAR) || (differ(at, beside) < SHADOW.step && shaded(beside, from)))) reach(beside, from);
    }
  }
  return inside;
}

/** Keeps parts that are at least a twentieth of the largest one: specks and shadows go. */
function largest(inside: Uint8Array, width: number, height: number): Uint8Array {
  const part = new Int32Array(width * height);
  const sizes = [0];
  for (let start = 0; start < part.length; start += 1) {
    if (inside[start] !== 1 || part[start] !== 0) continue;
    const name = sizes.length;
    let size = 0;
    const queue = [start];
    part[start] = name;
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      size += 1;
      const x = at % width;
      for (const beside of [x > 0 ? at - 1 : -1, x < width - 1 ? at + 1 : -1, at - width, at + width]) {
        if (beside < 0 || beside >= part.length || inside[beside] !== 1 || part[beside] !== 0) continue;
        part[beside] = name;
        queue.push(beside);
      }
    }
    sizes.push(size);
  }
  const most = Math.max(...sizes);
  return Uint8Array.from(part, (name) => (name > 0 && (sizes[name] ?? 0) >= most / 20 ? 1 : 0));
}
