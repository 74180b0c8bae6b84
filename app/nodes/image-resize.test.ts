import { expect, test } from "vitest";
import { shopPhoto } from "#app/core/image/recipe.ts";
import { nodeContext } from "#tests/support/node-context.ts";
import { imageResize } from "./image-resize.ts";

const photo = shopPhoto("https://cdn.example/1.jpg");

test("it describes the new frame", async () => {
  expect(await imageResize.run({ inputs: { image: photo }, params: { mode: "crop", width: 100, height: 50 } }, nodeContext())).toMatchObject({ image: { operation: { kind: "resize", mode: "crop", width: 100, height: 50 } } });
});
