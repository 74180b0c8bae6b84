import { expect, test } from "vitest";
import { shopPhoto } from "#app/core/image/recipe.ts";
import { nodeContext } from "#tests/support/node-context.ts";
import { imageOverlay } from "./image-overlay.ts";

const photo = shopPhoto("https://cdn.example/1.jpg");

test("a logo and a line are laid over each other, the line filled from the product", async () => {
  const { image } = await imageOverlay.run({ inputs: { image: photo, logo: photo }, params: { line: "{{product.title}}" } }, nodeContext());
  expect(image).toMatchObject({ operation: { kind: "overlay-text", text: "Alba Vase" }, inputs: [{ operation: { kind: "overlay-image" } }] });
});

test("without a logo and without text the image passes as it is", async () => {
  expect(await imageOverlay.run({ inputs: { image: photo }, params: {} }, nodeContext())).toEqual({ image: photo });
});
