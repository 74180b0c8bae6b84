import fs from "node:fs";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { shopPhoto, type ImageOperation, type ImageRecipe } from "#app/core/image/recipe.ts";
import { createDecodePool, type DecodePool } from "./pool.server.ts";

const HOSTILE = "../shared/corpora/images-hostile";
const PNGSUITE = "../shared/corpora/pngsuite";
const plain = { format: "png", quality: 90, frame: null } as const;
let pool: DecodePool;

beforeAll(() => { pool = createDecodePool({ children: 2, timeoutMs: 15_000, memoryMb: 900 }); });
afterAll(() => pool.close());

const photo = shopPhoto("https://cdn.example/p");
const edit = (operation: ImageOperation, ...inputs: ImageRecipe[]): ImageRecipe => ({ kind: "operation", at: "step", operation, inputs: inputs.length ? inputs : [photo] });
const render = (recipe: ImageRecipe, bytes: Uint8Array, encoding: Parameters<DecodePool["render"]>[0]["encoding"] = plain) => pool.render({ recipe, encoding, sources: new Map([["shop:https://cdn.example/p", bytes]]) });
const frame = { width: 200, height: 200, margin: 0.1, anchor: "centre", shadow: "none", shadowStrength: 0 } as const;

/** A red square on a grey wall with light falling from the left. */
async function product(onGrey = true): Promise<Buffer> {
  const wall = Buffer.alloc(400 * 400 * 3);
  for (let at = 0; at < wall.length; at += 3) wall.fill(onGrey ? 190 + Math.round(((at / 3) % 400) / 10) : 255, at, at + 3);
  const square = await sharp({ create: { width: 160, height: 120, channels: 3, background: "#c01818" } }).png().toBuffer();
  return sharp(wall, { raw: { width: 400, height: 400, channels: 3 } }).composite([{ input: square, left: 120, top: 140 }]).jpeg({ quality: 95 }).toBuffer();
}

test.each(fs.readdirSync(HOSTILE))("the hostile file %s is refused with a named reason, or read safely, and the pool goes on", async (name) => {
  const bytes = fs.readFileSync(path.join(HOSTILE, name));
  const code = await pool.ingest(bytes).then(() => "read", (error: unknown) => (error instanceof Error && "code" in error ? error.code : error));
  const wanted: Record<string, string[]> = { svg: ["image_unsupported"], html: ["image_unsupported"], bomb: ["image_too_large"], claims: ["image_too_large", "image_unreadable"], ztxt: ["read", "image_unreadable"] };
  const kind = name.endsWith(".svg") ? "svg" : Object.keys(wanted).find((start) => name.startsWith(start)) ?? "";
  expect(wanted[kind] ?? ["image_unreadable", "image_unsupported"], name).toContain(code);
  expect(await pool.inspect(await product())).toMatchObject({ mime: "image/jpeg" });
});

test.each(fs.readdirSync(PNGSUITE).filter((name) => name.endsWith(".png")))("the PNG %s of the suite is read when it is good and refused when it is broken", async (name) => {
  const bytes = fs.readFileSync(path.join(PNGSUITE, name));
  const result = await pool.ingest(bytes).then(() => "read", (error: unknown) => (error instanceof Error && "code" in error ? error.code : error));
  if (name.startsWith("x")) expect(["image_unreadable", "image_unsupported"]).toContain(result);
  else expect(result).toBe("read");
});

test("a PNG of 60 megapixels is refused with its size in the sentence, before it is decoded", async () => {
  const bytes = await sharp({ create: { width: 10_000, height: 6_000, channels: 3, background: "#fff" }, limitInputPixels: false }).png().toBuffer();
  await expect(pool.inspect(bytes)).rejects.toMatchObject({ code: "image_too_large", say: expect.stringContaining("60 megapixels") });
});

test.each(["png", "jpeg", "webp"] as const)("a %s that breaks off just before its end is found by verifying it, and a whole one is described", async (format) => {
  const whole = await sharp(await product()).toFormat(format).toBuffer();
  expect(await pool.verify(whole)).toEqual({ mime: `image/${format}`, width: 400, height: 400 });
  for (const part of [0.5, 0.99]) await expect(pool.verify(whole.subarray(0, Math.floor(whole.length * part)))).rejects.toMatchObject({ code: "image_unreadable" });
});

test("an SVG that is called .png is refused by its bytes", async () => {
  await expect(pool.ingest(Buffer.from('<svg xmlns="http://www.w3.org/2000/svg"/>'))).rejects.toMatchObject({ code: "image_unsupported" });
});

test("an upload loses its metadata, and what it said is kept as a record", async () => {
  const bytes = await sharp({ create: { width: 20, height: 10, channels: 3, background: "#888" } }).withExif({ IFD0: { Copyright: "canary" } }).withXmp("<x:xmpmeta xmlns:x='adobe:ns:meta/'>rights</x:xmpmeta>").jpeg().toBuffer();
  const made = await pool.ingest(bytes);
  expect(made.record.xmp).toContain("rights");
  expect(Buffer.from(made.bytes).includes("canary")).toBe(false);
});

test("a product on a plain wall is cut out and placed on pure white with exact margins", async () => {
  const made = await render(edit({ kind: "place", ...frame, backdrop: { kind: "colour", colour: "#ffffff" } }, edit({ kind: "remove-background", tolerance: 0.4, feather: 1 })), await product());
  const { data, info } = await sharp(made.bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  const pixel = (x: number, y: number) => [...data.subarray((y * info.width + x) * 3, (y * info.width + x) * 3 + 3)];
  expect(pixel(5, 5)).toEqual([255, 255, 255]);
  expect(pixel(10, 100)).toEqual([255, 255, 255]);
  expect(pixel(100, 100)[0]).toBeGreaterThan(150);
  expect(pixel(24, 100)[1]).toBeLessThan(90);
});

test("no halo of the former background is left on a coloured backdrop", async () => {
  const made = await render(edit({ kind: "place", ...frame, backdrop: { kind: "colour", colour: "#003399" } }, edit({ kind: "remove-background", tolerance: 0.4, feather: 1 })), await product());
  const { data } = await sharp(made.bytes).removeAlpha().raw().toBuffer({ resolveWithObject: true });
  let halo = 0;
  for (let at = 0; at < data.length; at += 3) if ((data[at] ?? 0) > 150 && (data[at + 1] ?? 0) > 150 && (data[at + 2] ?? 0) > 150) halo += 1;
  expect(halo).toBe(0);
});

test("a background that cannot be told from the product is said, with the step that failed", async () => {
  const noise = Buffer.from(Array.from({ length: 200 * 200 * 3 }, (_unused, at) => (at * 7919) % 256));
  const bytes = await sharp(noise, { raw: { width: 200, height: 200, channels: 3 } }).png().toBuffer();
  await expect(render(edit({ kind: "remove-background", tolerance: 0.4, feather: 1 }), bytes)).rejects.toMatchObject({ code: "background_unclear", at: "step" });
});

test("a task over its time fails alone, and the next one is served by a new process", async () => {
  const hasty = createDecodePool({ children: 1, timeoutMs: 1, memoryMb: 900 });
  await expect(hasty.ingest(await product())).rejects.toMatchObject({ code: "image_timeout" });
  await hasty.close();
  const small = createDecodePool({ children: 1, timeoutMs: 15_000, memoryMb: 900 });
  expect(await small.thumbnail(await product(), 64)).toBeInstanceOf(Uint8Array);
  await small.close();
});

test("a task over the memory ceiling is ended", async () => {
  const tight = createDecodePool({ children: 1, timeoutMs: 15_000, memoryMb: 30 });
  const big = await sharp({ create: { width: 6000, height: 6000, channels: 3, background: "#fff" } }).jpeg().toBuffer();
  await expect(tight.render({ recipe: edit({ kind: "remove-background", tolerance: 0.4, feather: 1 }), encoding: plain, sources: new Map([["shop:https://cdn.example/p", big]]) })).rejects.toMatchObject({ code: "image_too_large" });
  await tight.close();
});

test("text and a logo are laid over the image without a font of the system", async () => {
  const made = await render(edit({ kind: "overlay-text", text: "Sale & <more>", anchor: "bottom-right", height: 0.1, margin: 0.05, colour: "#000000", background: null }), await product(false));
  const corner = await sharp(made.bytes).extract({ left: 200, top: 330, width: 190, height: 60 }).greyscale().stats();
  expect(corner.channels[0]?.min).toBeLessThan(80);
});

test("an output never passes what Shopify accepts", async () => {
  const made = await render(edit({ kind: "resize", width: 4472, height: 4472, mode: "pad", colour: "#ffffff" }), await product(), { format: "jpeg", quality: 90, frame: { width: 4472, height: 4472, colour: "#ffffff" } });
  expect(made.width * made.height).toBeLessThanOrEqual(20_000_000);
});

test("a mask of any size and kind is brought into the frame of the padded photo: a cut-out keeps the product, white marks, nothing to change is refused", async () => {
  const recipe = (change: "marked" | "rest"): ImageRecipe => edit({ kind: "edit-mask", width: 300, height: 200, change }, photo, shopPhoto("https://cdn.example/mask"));
  const square = await sharp({ create: { width: 100, height: 100, channels: 3, background: "#888" } }).png().toBuffer();
  const alphas = async (mask: Buffer, change: "marked" | "rest") => {
    const made = await pool.render({ recipe: recipe(change), encoding: plain, sources: new Map([["shop:https://cdn.example/p", square], ["shop:https://cdn.example/mask", mask]]) });
    const { data, info } = await sharp(made.bytes).ensureAlpha().extractChannel(3).raw().toBuffer({ resolveWithObject: true });
    // Left margin, left half of the photo, right half of it.
    return [info.width, info.height, ...[20, 100, 200].map((x) => data[100 * info.width + x])];
  };
  const half = (left: string) => sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="40" height="10"><rect width="20" height="10" fill="${left}"/></svg>`)).png();
  const blackAndWhite = await half("#fff").flatten({ background: "#000" }).toBuffer();
  expect(await alphas(await half("#c00").toBuffer(), "rest")).toEqual([300, 200, 0, 255, 0]);
  expect(await alphas(await half("#c00").toBuffer(), "marked")).toEqual([300, 200, 255, 0, 255]);
  expect(await alphas(blackAndWhite, "marked")).toEqual([300, 200, 255, 0, 255]);
  const black = await sharp({ create: { width: 9, height: 9, channels: 3, background: "#000" } }).png().toBuffer();
  await expect(alphas(black, "marked")).rejects.toMatchObject({ code: "invalid_input" });
});
