import { expect, test } from "vitest";
import { storedImage } from "#app/core/image/recipe.ts";
import { nodeContext } from "#tests/support/node-context.ts";
import { imageShadow } from "./image-shadow.ts";

const cutOut = storedImage("cut-out");

test("the shadow stays see-through around it, or lies on a colour", async () => {
  const run = (params: object) => imageShadow.run({ inputs: { image: cutOut }, params }, nodeContext());
  expect(await run({ shape: "drop", angle: 180, distance: 0.1, softness: 0.05, strength: 0.6, colour: "#102030" })).toEqual({
    image: { kind: "operation", at: "node", operation: { kind: "shadow", shape: "drop", angle: 180, distance: 0.1, softness: 0.05, strength: 0.6, colour: "#102030", backdrop: null }, inputs: [cutOut] },
  });
  expect(await run({ ground: "colour", backdrop: "#efece8" })).toMatchObject({ image: { operation: { shape: "contact", backdrop: "#efece8" } } });
});
