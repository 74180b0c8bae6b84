import { expect, test } from "vitest";
import { shopPhoto } from "#app/core/image/recipe.ts";
import { nodeContext } from "#tests/support/node-context.ts";
import { imageBackground } from "./image-background.ts";

const photo = shopPhoto("https://cdn.example/1.jpg");

test("a colour, a gradient or a connected photo is put behind the product", async () => {
  const run = (params: object, inputs: object = {}) => imageBackground.run({ inputs: { image: photo, ...inputs }, params }, nodeContext());
  expect(await run({ kind: "colour", colour: "#ff0000" })).toMatchObject({ image: { operation: { kind: "place", backdrop: { kind: "colour", colour: "#ff0000" } } } });
  expect(await run({ kind: "gradient", colour: "#ffffff", second: "#000000", shape: "down" })).toMatchObject({ image: { operation: { backdrop: { kind: "gradient", from: "#ffffff", to: "#000000", shape: "down" } } } });
  expect(await run({}, { background: photo })).toMatchObject({ image: { operation: { kind: "place-on-photo" }, inputs: [photo, photo] } });
});
