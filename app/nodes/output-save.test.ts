import { expect, test } from "vitest";
import { shopPhoto } from "#app/core/image/recipe.ts";
import { nodeContext } from "#tests/support/node-context.ts";
import { outputSave } from "./output-save.ts";

const photo = shopPhoto("https://cdn.example/1.jpg");

test("it offers one image with name, alt text and encoding", async () => {
  const context = nodeContext();
  await outputSave.run({ inputs: { image: photo }, params: { fileName: "{{product.title}} front", altText: "{{product.title}} by {{product.vendor}}", ratio: "4:5", resolution: 2000, format: "webp" } }, context);
  expect(context.finished).toEqual([{ image: photo, fileName: "alba-vase-front", altText: "Alba Vase by Studio Nord", encoding: { format: "webp", quality: 88, frame: { width: 1600, height: 2000, colour: "#ffffff" } } }]);
});

test("a connected text is the alt text, within the limit of Shopify", async () => {
  const context = nodeContext();
  await outputSave.run({ inputs: { image: photo, altText: "word ".repeat(200) }, params: {} }, context);
  expect(context.finished[0]?.altText.length).toBeLessThanOrEqual(512);
  expect(context.finished[0]?.encoding.frame).toBeNull();
});
