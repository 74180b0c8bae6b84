import { expect, test } from "vitest";
import { shopPhoto, storedImage } from "#app/core/image/recipe.ts";
import { nodeContext } from "#tests/support/node-context.ts";
import { imageMatchColour } from "./image-match-colour.ts";

test("the image comes first and the one to match second", async () => {
  const [photo, reference] = [shopPhoto("https://cdn.example/1.jpg"), storedImage("look")];
  expect(await imageMatchColour.run({ inputs: { image: photo, reference }, params: { strength: 0.8 } }, nodeContext()))
    .toEqual({ image: { kind: "operation", at: "node", operation: { kind: "match-colour", strength: 0.8 }, inputs: [photo, reference] } });
});

test("without an image to match it does not run", async () => {
  await expect(imageMatchColour.run({ inputs: { image: storedImage("photo") }, params: {} }, nodeContext())).rejects.toThrow("reference");
});
