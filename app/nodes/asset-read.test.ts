import { expect, test } from "vitest";
import { storedImage } from "#app/core/image/recipe.ts";
import { nodeContext } from "#tests/support/node-context.ts";
import { assetRead } from "./asset-read.ts";

test("a fixed asset asks nothing, one that the runner chooses asks for the folder", () => {
  expect(assetRead.asks({ mode: "fixed", asset: "a" })).toBeUndefined();
  expect(assetRead.asks({ mode: "ask", folder: "Scenes" })).toMatchObject({ kind: "asset", folder: "Scenes" });
});

test("the image comes from the library, and a deleted asset is named as such", async () => {
  const run = (asset: string) => assetRead.run({ inputs: {}, params: { mode: "fixed", asset } }, nodeContext({ assets: { a: "hash" } }));
  expect(await run("a")).toEqual({ image: { name: "a", image: storedImage("hash") } });
  await expect(run("gone")).rejects.toMatchObject({ code: "missing_asset" });
  await expect(run("")).rejects.toMatchObject({ code: "missing_asset" });
  expect(await assetRead.run({ inputs: {}, params: { mode: "ask" } }, nodeContext({ answer: { kind: "image", hash: "h" } }))).toEqual({ image: { name: "Background", image: storedImage("h") } });
});

test("a folder gives its images as a list, and one without any is named as such", async () => {
  const run = (folder: string, most: number) => assetRead.run({ inputs: {}, params: { mode: "folder", folder, most } }, nodeContext({ folders: { Scenes: ["beach", "studio", "wood"] } }));
  expect(assetRead.asks({ mode: "folder" })).toBeUndefined();
  expect(await run("Scenes", 2)).toEqual({ images: [storedImage("beach"), storedImage("studio")] });
  await expect(run("Poses", 2)).rejects.toMatchObject({ code: "missing_asset", say: expect.stringContaining("Poses") });
});
