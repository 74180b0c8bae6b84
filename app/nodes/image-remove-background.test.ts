import { expect, test } from "vitest";
import { shopPhoto } from "#app/core/image/recipe.ts";
import { nodeContext } from "#tests/support/node-context.ts";
import { imageRemoveBackground } from "./image-remove-background.ts";

const photo = shopPhoto("https://cdn.example/1.jpg");

test("it describes the cut-out with its settings and decodes nothing", async () => {
  expect(await imageRemoveBackground.run({ inputs: { image: photo }, params: { tolerance: 0.5, feather: 2 } }, nodeContext()))
    .toEqual({ image: { kind: "operation", at: "node", operation: { kind: "remove-background", tolerance: 0.5, feather: 2 }, inputs: [photo] } });
});

test("a setting out of bounds is refused", async () => {
  await expect(imageRemoveBackground.run({ inputs: { image: photo }, params: { tolerance: 2 } }, nodeContext())).rejects.toThrow();
});
