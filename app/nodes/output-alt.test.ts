import { expect, test } from "vitest";
import { shopPhoto, storedImage } from "../core/image/recipe.ts";
import { nodeContext } from "../../tests/support/node-context.ts";
import { outputAlt } from "./output-alt.ts";

test("it offers the alt text for the media that the photo is, within Shopify's limit", async () => {
  const context = nodeContext();
  await outputAlt.run({ inputs: { photo: shopPhoto("https://cdn.example/2.jpg"), altText: "vase ".repeat(200) }, params: {} }, context);
  expect(context.finished).toMatchObject([{ altOf: "m2", fileName: "alba-vase" }]);
  expect(context.finished[0]?.altText.length).toBeLessThanOrEqual(512);
});

test("an image that is not the product's own photo has no media to write to", async () => {
  await expect(outputAlt.run({ inputs: { photo: storedImage("x"), altText: "A vase" }, params: {} }, nodeContext())).rejects.toMatchObject({ code: "invalid_skill" });
  await expect(outputAlt.run({ inputs: { photo: shopPhoto("https://cdn.example/1.jpg"), altText: " " }, params: {} }, nodeContext())).rejects.toMatchObject({ code: "answer_corrupt" });
});
