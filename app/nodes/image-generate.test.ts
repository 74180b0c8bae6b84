import { expect, test } from "vitest";
import { plannedCalls } from "../core/skill/planned-calls.ts";
import { shopPhoto, storedImage } from "../core/image/recipe.ts";
import { nodeContext } from "../../tests/support/node-context.ts";
import { imageGenerate } from "./image-generate.ts";

const photo = shopPhoto("https://cdn.example/1.jpg");

test("it orders one image of what its prompt says, with its mentions filled and the photo as reference", async () => {
  const context = nodeContext();
  const out = await imageGenerate.run({ inputs: { photo, mood: "soft" }, params: { prompt: "@product.title in @mood light", ratio: "4:5", seed: 7 } }, context);
  expect(out).toEqual({ image: storedImage("bought") });
  expect(context.orders).toEqual([{ kind: "image", model: "gemini/nano-banana-2.1", prompt: "Alba Vase in soft light", ratio: "4:5", quality: "medium", seed: 7, references: [photo] }]);
});

test("a connected prompt is used instead of its own, and the plan never announces less than it sends", async () => {
  const context = nodeContext();
  await imageGenerate.run({ inputs: { prompt: "A wide banner" }, params: {} }, context);
  expect(context.orders[0]).toMatchObject({ prompt: "A wide banner", references: [], seed: null });
  expect(plannedCalls({ params: {} }, imageGenerate, new Map([["photo", 1], ["mood", 1]]))).toEqual([{ model: "gemini/nano-banana-2.1", ratio: "1:1", quality: "medium", references: 1, mask: false, promptLength: 5_000, answerTokens: 0, calls: 1 }]);
});

test("a connected seed is used instead of its own", async () => {
  const context = nodeContext();
  await imageGenerate.run({ inputs: { seed: 12 }, params: { seed: 7 } }, context);
  await imageGenerate.run({ inputs: { seed: -3 }, params: { seed: 7 } }, context);
  expect(context.orders).toMatchObject([{ seed: 12 }, { seed: null }]);
});
