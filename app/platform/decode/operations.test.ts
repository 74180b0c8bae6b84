import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { shopPhoto, type ImageOperation, type ImageRecipe } from "#app/core/image/recipe.ts";
import { gridCells } from "./grid-cells.ts";
import { createDecodePool, type DecodePool } from "./pool.server.ts";

const plain = { format: "png", quality: 90, frame: null } as const;
let pool: DecodePool;
beforeAll(() => { pool = createDecodePool({ children: 1, timeoutMs: 15_000, memoryMb: 700 }); });
afterAll(() => pool.close());

const place = (name: string): ImageRecipe => shopPhoto(`https://cdn.example/${name}`);
const edit = (operation: ImageOperation, ...inputs: ImageRecipe[]): ImageRecipe => ({ kind: "operation", at: "step", operation, inputs });

/** Renders an operation on images, first to last; gives a reader of its pixels as red, green, blue and alpha. */
async function made(operation: ImageOperation, ...images: Buffer[]) {
  const sources = new Map(images.map((bytes, index) => [`shop:https://cdn.example/${index}`, bytes]));
  const { bytes } = await pool.render({ recipe: edit(operation, ...images.map((_bytes, index) => place(String(index)))), encoding: plain, sources });
  const { data, info } = await sharp(bytes).ensureAlpha().raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height, pixel: (x: number, y: number) => [...data.subarray((y * info.width + x) * 4, (y * info.width + x) * 4 + 4)] };
}

type Colour = string;
/** Rectangles (left, top, width, height, colour) on a ground, which may be see-through. */
function drawn(width: number, height: number, ground: Colour | null, ...boxes: (readonly [number, number, number, number, Colour])[]): Promise<Buffer> {
  const rects = boxes.map(([x, y, w, h, colour]) => `<rect x="${x}" y="${y}" width="${w}" height="${h}" fill="${colour}" shape-rendering="crispEdges"/>`).join("");
  const svg = `<svg xmlns="http://www.w3.org/2000/svg" width="${width}" height="${height}">${ground ? `<rect width="${width}" height="${height}" fill="${ground}"/>` : ""}${rects}</svg>`;
  return sharp(Buffer.from(svg)).png().toBuffer();
}

const [BLACK, WHITE, CLEAR] = [[0, 0, 0, 255], [255, 255, 255, 255], [0, 0, 0, 0]];
const finish = { grow: 0, invert: false, feather: 0 };

test("what is solid of a cut-out is white in its mask and the rest black, inverted the other way round", async () => {
  const cutOut = await drawn(200, 100, null, [50, 20, 60, 40, "#000"]);
  const mask = await made({ kind: "mask-from-cut-out", ...finish }, cutOut);
  expect([mask.width, mask.height, mask.pixel(49, 30), mask.pixel(50, 30), mask.pixel(109, 59), mask.pixel(110, 59)]).toEqual([200, 100, BLACK, WHITE, WHITE, BLACK]);
  const other = await made({ kind: "mask-from-cut-out", ...finish, invert: true }, cutOut);
  expect([other.pixel(49, 30), other.pixel(50, 30)]).toEqual([WHITE, BLACK]);
});

test("a mask grows and shrinks by a share of the longer side, round at corners, and a soft edge fades", async () => {
  const cutOut = await drawn(200, 100, null, [50, 20, 60, 40, "#c00"]);
  const grown = await made({ kind: "mask-from-cut-out", ...finish, grow: 0.05 }, cutOut);
  expect([grown.pixel(40, 40), grown.pixel(39, 40), grown.pixel(41, 11)]).toEqual([WHITE, BLACK, BLACK]);
  const shrunk = await made({ kind: "mask-from-cut-out", ...finish, grow: -0.05 }, cutOut);
  expect([shrunk.pixel(60, 40), shrunk.pixel(59, 40)]).toEqual([WHITE, BLACK]);
  const soft = await made({ kind: "mask-from-cut-out", ...finish, feather: 0.05 }, cutOut);
  expect(soft.pixel(50, 40)[0]).toBeGreaterThan(90);
  expect(soft.pixel(50, 40)[0]).toBeLessThan(165);
  expect([soft.pixel(80, 40), soft.pixel(10, 40)]).toEqual([WHITE, BLACK]);
});

test("a mask is never larger than providers read, whatever the photo", async () => {
  const mask = await made({ kind: "mask-from-colour", colour: "#ffffff", tolerance: 5, where: "everywhere", ...finish }, await drawn(4000, 1000, "#fff"));
  expect([mask.width, mask.height]).toEqual([2048, 512]);
});

test("a colour marks what differs by no more than its tolerance, and from the edges only what they reach", async () => {
  // White ground, a dark ring, white within it, and a grey that is 5 units of Lab away from white.
  const photo = await drawn(200, 200, "#fff", [50, 50, 100, 100, "#222"], [80, 80, 40, 40, "#fff"], [0, 190, 200, 10, "#f1f1f1"]);
  const everywhere = await made({ kind: "mask-from-colour", colour: "#ffffff", tolerance: 3, where: "everywhere", ...finish }, photo);
  expect([everywhere.pixel(10, 10), everywhere.pixel(60, 60), everywhere.pixel(100, 100), everywhere.pixel(100, 196)]).toEqual([WHITE, BLACK, WHITE, BLACK]);
  const edges = await made({ kind: "mask-from-colour", colour: "#ffffff", tolerance: 7, where: "edges", ...finish }, photo);
  expect([edges.pixel(10, 10), edges.pixel(100, 100), edges.pixel(100, 196)]).toEqual([WHITE, BLACK, WHITE]);
});

const neutral = { kind: "adjust", brightness: 0, contrast: 0, saturation: 0, warmth: 0, sharpen: 0 } as const;

test("adjusting by nothing changes no pixel, and adjusting by anything keeps black, white and transparency", async () => {
  const photo = await drawn(60, 20, null, [0, 0, 20, 20, "#000"], [20, 0, 20, 20, "#fff"]);
  const same = await made(neutral, await drawn(60, 20, null, [0, 0, 30, 20, "#4b81c3"]));
  expect([same.pixel(5, 5), same.pixel(50, 5)]).toEqual([[0x4b, 0x81, 0xc3, 255], CLEAR]);
  const changed = await made({ ...neutral, brightness: 0.5, contrast: -0.4, saturation: 0.6, warmth: 0.8, sharpen: 0.5 }, photo);
  expect([changed.pixel(5, 10), changed.pixel(30, 10), changed.pixel(50, 10)]).toEqual([BLACK, WHITE, CLEAR]);
});

test("each setting moves what it names: light, the distance of tones, the vividness, the tint", async () => {
  const photo = await drawn(90, 20, null, [0, 0, 30, 20, "#808080"], [30, 0, 30, 20, "#404040"], [60, 0, 30, 20, "#a04040"]);
  const of = async (change: Partial<typeof neutral> | Record<string, number>) => { const { pixel } = await made({ ...neutral, ...change }, photo); return { grey: pixel(15, 10), dark: pixel(45, 10), red: pixel(75, 10) }; };
  const brighter = await of({ brightness: 0.4 });
  expect(brighter.grey[0]).toBeGreaterThan(0x90);
  expect(brighter.grey[0]).toBe(brighter.grey[2]);
  expect((await of({ brightness: -0.4 })).grey[0]).toBeLessThan(0x70);
  expect((await of({ contrast: 0.6 })).dark[0]).toBeLessThan(0x40);
  expect((await of({ contrast: -0.6 })).dark[0]).toBeGreaterThan(0x40);
  const [r = 0, g = 0, b = 0] = (await of({ saturation: -1 })).red;
  expect(Math.max(r, g, b) - Math.min(r, g, b)).toBeLessThanOrEqual(1);
  expect((await of({ saturation: 0.5 })).red[0]).toBeGreaterThan(0xa0);
  const warm = (await of({ warmth: 0.5 })).grey;
  expect((warm[0] ?? 0) - (warm[2] ?? 0)).toBeGreaterThan(10);
  const cool = (await of({ warmth: -0.5 })).grey;
  expect((cool[2] ?? 0) - (cool[0] ?? 0)).toBeGreaterThan(10);
});

test("sharpening lifts an edge within the product and leaves no halo along its cut", async () => {
  const product = await sharp(await drawn(100, 100, null, [20, 20, 30, 60, "#707070"], [50, 20, 30, 60, "#909090"])).png().toBuffer();
  const { pixel } = await made({ ...neutral, sharpen: 1 }, product);
  expect(pixel(49, 50)[0]).toBeLessThan(0x70);
  expect(pixel(50, 50)[0]).toBeGreaterThan(0x90);
  expect([pixel(20, 50), pixel(79, 50)]).toEqual([[0x70, 0x70, 0x70, 255], [0x90, 0x90, 0x90, 255]]);
});

test("an image takes the mean and the spread of another one's colours; see-through parts count for nothing and stay", async () => {
  const image = await drawn(200, 100, null, [0, 0, 50, 100, "#506070"], [50, 0, 50, 100, "#607080"]);
  const reference = await drawn(300, 50, null, [0, 0, 20, 50, "#c08050"], [20, 0, 20, 50, "#d09868"]);
  const full = await made({ kind: "match-colour", strength: 1 }, image, reference);
  const near = (found: number[], wanted: number[]) => { found.forEach((value, channel) => expect(Math.abs(value - (wanted[channel] ?? 0)), `${found.join()} for ${wanted.join()}`).toBeLessThanOrEqual(5)); };
  near(full.pixel(10, 50), [0xc0, 0x80, 0x50, 255]);
  near(full.pixel(90, 50), [0xd0, 0x98, 0x68, 255]);
  expect(full.pixel(150, 50)[3]).toBe(0);
  const half = await made({ kind: "match-colour", strength: 0.5 }, image, reference);
  expect(half.pixel(10, 50)[0]).toBeGreaterThan(0x70);
  expect(half.pixel(10, 50)[0]).toBeLessThan(0xb0);
  const none = await made({ kind: "match-colour", strength: 0 }, image, reference);
  expect(none.pixel(10, 50)).toEqual([0x50, 0x60, 0x70, 255]);
});

test("a reference without a visible pixel is refused by the step that asked for it", async () => {
  await expect(made({ kind: "match-colour", strength: 1 }, await drawn(20, 20, "#888"), await drawn(20, 20, null))).rejects.toMatchObject({ code: "invalid_input", at: "step" });
});

const drop = { kind: "shadow", shape: "drop", angle: 0, distance: 0.2, softness: 0.02, strength: 0.5, colour: "#000000", backdrop: null } as const;

test("a drop shadow falls where its angle points, in its colour, behind the product, and the rest stays see-through", async () => {
  const cutOut = await drawn(300, 300, null, [100, 100, 100, 100, "#c01818"]);
  const right = await made({ ...drop, colour: "#0000ff" }, cutOut);
  expect([right.width, right.height, right.pixel(150, 150), right.pixel(10, 10)]).toEqual([300, 300, [0xc0, 0x18, 0x18, 255], CLEAR]);
  const [r, g, b, alpha] = right.pixel(210, 150);
  expect([r, g, b]).toEqual([0, 0, 255]);
  expect(alpha).toBeGreaterThan(110);
  expect(right.pixel(90, 150)[3]).toBe(0);
  const down = await made({ ...drop, angle: 90 }, cutOut);
  expect([down.pixel(150, 210)[3] ?? 0, down.pixel(90, 150)[3], down.pixel(210, 150)[3]].map((value) => (value ?? 0) > 60)).toEqual([true, false, false]);
});

test("a contact shadow lies under the lowest part, on a colour where one is asked for", async () => {
  const cutOut = await drawn(300, 300, null, [100, 100, 100, 100, "#c01818"]);
  const { pixel } = await made({ ...drop, shape: "contact", strength: 0.8, backdrop: "#ffffff" }, cutOut);
  expect(pixel(150, 201)[0]).toBeLessThan(190);
  expect([pixel(150, 60), pixel(30, 201), pixel(150, 260)]).toEqual([WHITE, WHITE, WHITE]);
});

test("the frame grows where the shadow would be cut, and no further than may be written", async () => {
  const filled = await drawn(200, 200, null, [0, 0, 200, 200, "#c01818"]);
  const grown = await made(drop, filled);
  expect(grown.width).toBeGreaterThan(240);
  expect(grown.pixel(grown.width - 1, 100)[3]).toBeLessThan(8);
  const large = await made({ ...drop, distance: 0.3, softness: 0.1 }, await drawn(4400, 4400, null, [0, 0, 4400, 4400, "#c01818"]));
  expect(large.width * large.height).toBeLessThanOrEqual(20_100_000);
});

const rows = { kind: "grid", layout: "rows", columns: 3, width: 320, height: 320, gap: 0.0625, margin: 0.0625, colour: "#00ff00", fit: "cover" } as const;

test("rows fill the frame between its margins with equal gaps, also the last and shorter one", () => {
  const cells = gridCells(5, rows);
  expect(cells.map(({ left, top, width, height }) => [left, top, width, height])).toEqual([[20, 20, 80, 130], [120, 20, 80, 130], [220, 20, 80, 130], [20, 170, 130, 130], [170, 170, 130, 130]]);
  for (const count of [1, 2, 3, 4, 5, 6, 7, 8, 9]) {
    for (const layout of ["rows", "lead"] as const) {
      for (const [width, height] of [[320, 320], [333, 777], [1001, 401]] as const) {
        const found = gridCells(count, { ...rows, layout, width, height });
        expect(found).toHaveLength(count);
        expect(Math.max(...found.map((cell) => cell.left + cell.width)), `${count} ${layout} ${width}`).toBe(width - Math.round(Math.min(width, height) * 0.0625));
        expect(Math.max(...found.map((cell) => cell.top + cell.height))).toBe(height - Math.round(Math.min(width, height) * 0.0625));
      }
    }
  }
});

test("the lead image is the largest, on the left of a wide frame and on top of a tall one", () => {
  const area = ({ width, height }: { width: number; height: number }) => width * height;
  for (const count of [2, 4, 5, 6, 9]) {
    for (const frame of [{ width: 600, height: 400 }, { width: 400, height: 600 }]) {
      const [lead, ...others] = gridCells(count, { ...rows, ...frame, layout: "lead", gap: 0, margin: 0 });
      expect(lead).toMatchObject({ left: 0, top: 0 });
      expect(others.every((cell) => area(cell) < area(lead ?? { width: 0, height: 0 }))).toBe(true);
    }
  }
});

test("images lie in their cells in order on the frame's colour, covering them or whole", async () => {
  const images = await Promise.all(["#ff0000", "#0000ff", "#ffff00"].map((colour) => drawn(400, 200, colour)));
  const cover = await made({ ...rows, columns: 2 }, ...images);
  expect([cover.pixel(5, 5), cover.pixel(40, 40), cover.pixel(200, 40), cover.pixel(40, 250), cover.pixel(160, 40)]).toEqual([[0, 255, 0, 255], [255, 0, 0, 255], [0, 0, 255, 255], [255, 255, 0, 255], [0, 255, 0, 255]]);
  const contain = await made({ ...rows, columns: 2, fit: "contain" }, ...images);
  expect([contain.pixel(40, 25), contain.pixel(40, 85)]).toEqual([[0, 255, 0, 255], [255, 0, 0, 255]]);
  // A cut-out is trimmed, so that it fills its cell however much room was around it.
  const trimmed = await made({ ...rows, fit: "contain", columns: 1 }, await drawn(400, 400, null, [190, 190, 10, 10, "#ff0000"]));
  expect([trimmed.pixel(22, 22), trimmed.pixel(297, 297)]).toEqual([[255, 0, 0, 255], [255, 0, 0, 255]]);
});

test("nine photos of twelve megapixels come into one grid within the memory of one image", async () => {
  const photo = await sharp({ create: { width: 4000, height: 3000, channels: 3, background: "#447799" } }).jpeg().toBuffer();
  // Each is another source: nothing may be shared.
  const { width, height } = await made({ ...rows, width: 900, height: 900 }, ...Array.from({ length: 9 }, () => photo));
  expect([width, height]).toEqual([900, 900]);
});

test("a photo of 49 megapixels is worked on no larger than may be written, so that the heaviest operation fits", async () => {
  const photo = await sharp({ create: { width: 7000, height: 7000, channels: 3, background: "#447799" } }).jpeg().toBuffer();
  const { width, height } = await made({ ...neutral, contrast: 0.2, sharpen: 0.5 }, photo);
  expect([width, height]).toEqual([4472, 4472]);
});

test("measuring finds size, border, what the product leaves free and fills, and is hardly misled by a shadow", async () => {
  const measure = async (bytes: Buffer) => pool.measure({ recipe: place("0"), sources: new Map([["shop:https://cdn.example/0", bytes]]) });
  const white = await measure(await drawn(1000, 800, "#fff", [100, 200, 500, 500, "#356"]));
  expect(white).toMatchObject({ width: 1000, height: 800, transparent: 0, border: { colour: "#ffffff", plain: 1, white: 1, spread: 0 } });
  const near = (found: number | undefined, wanted: number) => expect(Math.abs((found ?? -1) - wanted), `${found} for ${wanted}`).toBeLessThan(0.006);
  near(white.product?.left, 0.1);
  near(white.product?.right, 0.4);
  near(white.product?.top, 0.25);
  near(white.product?.bottom, 0.125);
  near(white.product?.fill, 0.625);
  const offWhite = await measure(await drawn(1000, 800, "#fdfdfd", [100, 200, 500, 500, "#356"]));
  expect(offWhite.border).toMatchObject({ colour: "#fdfdfd", plain: 1, white: 0 });
  const shaded = await made({ ...drop, shape: "contact", softness: 0.04, strength: 0.35, backdrop: "#ffffff" }, await drawn(1000, 800, null, [100, 200, 500, 500, "#356"]));
  const { product } = await measure(await sharp(shaded.data, { raw: { width: shaded.width, height: shaded.height, channels: 4 } }).png().toBuffer());
  // Only its darkest line counts; the shadow itself reaches three times as far.
  expect(product?.bottom).toBeGreaterThan(0.105);
  const cutOut = await measure(await drawn(1000, 1000, null, [100, 200, 500, 500, "#356"]));
  expect(cutOut).toMatchObject({ transparent: 0.75, border: { colour: null, plain: 1, white: 0 }, product: { left: 0.1, top: 0.2, right: 0.4, bottom: 0.3, fill: 0.5 } });
});

test.each(["#f8f8f8", "#f4f2ee", "#d8d8d8"])("a product of %s on white is found as exactly as a dark one, also in a JPEG", async (pale) => {
  const photo = await sharp(await drawn(1600, 1600, "#fff", [120, 400, 1360, 800, pale])).jpeg({ quality: 88 }).toBuffer();
  const { product } = await pool.measure({ recipe: place("0"), sources: new Map([["shop:https://cdn.example/0", photo]]) });
  for (const [found, wanted] of [[product?.fill, 0.85], [product?.top, 0.25], [product?.left, 0.075]]) expect(Math.abs((found ?? -1) - (wanted ?? 0)), `${found} for ${wanted}`).toBeLessThan(0.005);
});

test("on a wall with falling light the product is found by the model of the wall", async () => {
  const wall = Buffer.alloc(800 * 800 * 3);
  for (let at = 0; at < wall.length; at += 1) wall[at] = 160 + Math.round((Math.floor(at / 3) % 800) / 14);
  const photo = await sharp(wall, { raw: { width: 800, height: 800, channels: 3 } }).composite([{ input: await drawn(400, 400, "#7a2020"), left: 200, top: 240 }]).png().toBuffer();
  const { product, border } = await pool.measure({ recipe: place("0"), sources: new Map([["shop:https://cdn.example/0", photo]]) });
  expect(border.plain).toBeLessThan(0.5);
  expect(Math.abs((product?.fill ?? 0) - 0.5)).toBeLessThan(0.01);
});

test("where the background is not plain the product is not guessed, and a sharp image measures sharper than the same one blurred", async () => {
  const noise = Buffer.alloc(300 * 300 * 3);
  for (let at = 0; at < noise.length; at += 1) noise[at] = (Math.imul(at + 7, 2654435761) >>> 16) & 255;
  const sharpOne = await sharp(noise, { raw: { width: 300, height: 300, channels: 3 } }).png().toBuffer();
  const measure = async (bytes: Buffer) => pool.measure({ recipe: place("0"), sources: new Map([["shop:https://cdn.example/0", bytes]]) });
  const found = await measure(sharpOne);
  expect(found.product).toBeNull();
  expect(found.border.plain).toBeLessThan(0.2);
  expect(found.sharpness).toBeGreaterThan(10 * (await measure(await sharp(sharpOne).blur(2).toBuffer())).sharpness);
});

test("what is measured is the result of the whole recipe, and a failure on the way names its step", async () => {
  const sources = new Map([["shop:https://cdn.example/0", await drawn(400, 400, "#fff", [100, 100, 200, 200, "#356"])]]);
  const recipe = edit({ kind: "resize", width: 200, height: 100, mode: "pad", colour: "#ff0000" }, place("0"));
  expect(await pool.measure({ recipe, sources })).toMatchObject({ width: 200, height: 100 });
  await expect(pool.measure({ recipe: edit({ kind: "place", width: 100, height: 100, margin: 0, anchor: "centre", backdrop: { kind: "colour", colour: "#ffffff" }, shadow: "none", shadowStrength: 0 }, place("1")), sources: new Map([["shop:https://cdn.example/1", await drawn(50, 50, null)]]) })).rejects.toMatchObject({ code: "background_unclear", at: "step" });
});

test("a part of a recipe that two operations read is given to both", async () => {
  const photo = await drawn(400, 400, "#fff", [100, 100, 200, 200, "#356"]);
  const cut = edit({ kind: "remove-background", tolerance: 0.4, feather: 0 }, place("0"));
  const recipe = edit({ kind: "edit-mask", width: 100, height: 100, change: "rest" }, cut, edit({ kind: "mask-from-cut-out", ...finish }, cut));
  const { bytes } = await pool.render({ recipe, encoding: plain, sources: new Map([["shop:https://cdn.example/0", photo]]) });
  const alpha = await sharp(bytes).extractChannel(3).raw().toBuffer();
  expect([alpha[10 * 100 + 10], alpha[50 * 100 + 50]]).toEqual([0, 255]);
});
