import { expect, test } from "vitest";
import { shopPhoto } from "#app/core/image/recipe.ts";
import { nodeContext } from "#tests/support/node-context.ts";
import { imageAdjust } from "./image-adjust.ts";

const photo = shopPhoto("https://cdn.example/1.jpg");

test("it describes the change, and on its defaults passes the image as it is", async () => {
  expect(await imageAdjust.run({ inputs: { image: photo }, params: { warmth: -0.2, sharpen: 0.5 } }, nodeContext()))
    .toEqual({ image: { kind: "operation", at: "node", operation: { kind: "adjust", brightness: 0, contrast: 0, saturation: 0, warmth: -0.2, sharpen: 0.5 }, inputs: [photo] } });
  expect(await imageAdjust.run({ inputs: { image: photo }, params: {} }, nodeContext())).toEqual({ image: photo });
});

test("a setting out of bounds is refused", () => {
  expect(imageAdjust.check({ brightness: 1.5 })).toEqual([{ path: "brightness", message: "At most 1" }]);
});
