import sharp from "sharp";
import { describe, expect, it } from "vitest";
import { cutOut } from "./cut-out.ts";
import { moodOf } from "./mood.ts";
import { drawPicture } from "./picture.ts";

const bottle = (background: string) => sharp(Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="400" height="400">${background}<rect x="150" y="80" width="100" height="240" rx="24" fill="#1f6b3a"/></svg>`)).png().toBuffer();
const draw = (prompt: string, seed: number) => drawPicture({ prompt, width: 256, height: 320, seed, references: [], format: "png" });

describe("a drawn scene", () => {
  it("is the same for the same order, and another for another prompt or seed", async () => {
    const [one, same, seed, prompt] = [await draw("a vase on oak", 1), await draw("a vase on oak", 1), await draw("a vase on oak", 2), await draw("a vase on snow", 1)];
    expect(one.equals(same)).toBe(true);
    expect(one.equals(seed) || one.equals(prompt)).toBe(false);
    expect(await sharp(one).metadata()).toMatchObject({ width: 256, height: 320 });
  });

  it("reads surface, season, light and view from the words", () => {
    expect(moodOf("a mug on an oak table before a sage wall in morning light", 1)).toMatchObject({ surface: "wood", ground: "#c9a476", wall: "#a9b59a", sunlit: true, view: "table" });
    expect(moodOf("winter with pines", 1)).toMatchObject({ season: "winter", surface: "snow" });
    expect(moodOf("flat lay on marble at night", 1)).toMatchObject({ view: "above", surface: "marble", sunlit: false });
    expect(moodOf("a blue hoodie", 1)).toMatchObject({ view: "hanging" });
  });

  it("cuts a product out by its transparency or by a plain border, and leaves a busy photo whole", async () => {
    expect(await cutOut(await bottle(""))).toMatchObject({ whole: false, width: 100, height: 240 });
    const plain = await cutOut(await bottle('<rect width="400" height="400" fill="#eee9e2"/>'));
    expect(plain.whole).toBe(false);
    expect(Math.abs(plain.width - 100)).toBeLessThan(8);
    const busy = Array.from({ length: 100 }, (_unused, at) => `<rect x="${(at % 10) * 40}" y="${Math.floor(at / 10) * 40}" width="40" height="40" fill="hsl(${at * 47} 80% ${20 + (at % 7) * 10}%)"/>`).join("");
    expect((await cutOut(await bottle(busy))).whole).toBe(true);
  });

  it("leaves nothing behind the product where that is asked", async () => {
    const picture = await drawPicture({ prompt: "x", width: 256, height: 256, seed: 1, references: [await bottle("")], transparent: true, format: "png" });
    const pixels = await sharp(picture).raw().toBuffer();
    expect([pixels[3], pixels[(128 * 256 + 128) * 4 + 3]]).toEqual([0, 255]);
  });
});
