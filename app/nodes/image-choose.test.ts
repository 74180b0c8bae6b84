import { expect, test } from "vitest";
import { storedImage } from "../core/image/recipe.ts";
import { plannedCalls } from "../core/skill/planned-calls.ts";
import { nodeContext } from "../../tests/support/node-context.ts";
import { imageChoose } from "./image-choose.ts";

const images = (count: number) => Array.from({ length: count }, (_unused, place) => storedImage(`candidate-${place + 1}`));
const verdict = (scores: readonly number[], best: number) => JSON.stringify({ best, ...Object.fromEntries(scores.map((score, place) => [`image_${place + 1}`, { score, reason: `Reason ${place + 1}` }])) });

test("one call judges all candidates, the best goes on, and every score and reason is kept as evidence", async () => {
  const context = nodeContext({ text: verdict([40, 90, 70], 2) });
  const out = await imageChoose.run({ inputs: { images: images(3) }, params: { criteria: "@product.title is sharp" } }, context);
  expect(out["image"]).toEqual(storedImage("candidate-2"));
  expect(context.orders).toMatchObject([{ kind: "text", prompt: "Product: Alba Vase. There are 3 images. Criteria: Alba Vase is sharp", images: images(3), schema: { type: "object", required: ["best", "image_1", "image_2", "image_3"], additionalProperties: false } }]);
  expect(imageChoose.evidence(JSON.parse(JSON.stringify(out)))).toEqual([
    { title: "Image 1, 40 of 100", result: "none", text: "Reason 1" }, { title: "Image 2, 90 of 100", result: "chosen", text: "Reason 2" }, { title: "Image 3, 70 of 100", result: "none", text: "Reason 3" },
  ]);
  expect(imageChoose.evidence({})).toEqual([]);
});

test("of a single image nothing is bought", async () => {
  const context = nodeContext();
  expect(await imageChoose.run({ inputs: { images: images(1) }, params: {} }, context)).toMatchObject({ image: storedImage("candidate-1"), report: { best: 1, candidates: [{ score: null }] } });
  expect(context.orders).toEqual([]);
  await expect(imageChoose.run({ inputs: { images: [] }, params: {} }, context)).rejects.toMatchObject({ code: "invalid_input" });
});

test("more than eight are not sent, and the evidence says so", async () => {
  const context = nodeContext({ text: verdict([1, 2, 3, 4, 5, 6, 7, 8], 8) });
  const out = await imageChoose.run({ inputs: { images: images(11) }, params: {} }, context);
  expect(context.orders).toMatchObject([{ images: images(8) }]);
  expect(imageChoose.evidence(out).at(-1)).toEqual({ title: "3 more", result: "none", text: "Only the first 8 images are judged." });
});

test.each([
  ["no JSON", "the second"], ["a candidate that is not there", verdict([1, 2], 3)], ["a candidate without a verdict", verdict([1], 1)], ["one verdict too many", verdict([1, 2, 3], 1)], ["a score beyond 100", verdict([1, 101], 1)],
])("an answer with %s is corrupt", async (_what, text) => {
  await expect(imageChoose.run({ inputs: { images: images(2) }, params: {} }, nodeContext({ text }))).rejects.toMatchObject({ code: "answer_corrupt" });
});

test("the plan has one call, with room for every candidate", async () => {
  const [planned] = plannedCalls({ params: {} }, imageChoose, new Map([["images", 8]]));
  expect(planned).toMatchObject({ references: 8, calls: 1, ratio: null });
  const context = nodeContext({ text: verdict([1, 2, 3, 4, 5, 6, 7, 8], 1) });
  await imageChoose.run({ inputs: { images: images(8) }, params: { criteria: "x".repeat(2000) } }, context);
  const [order] = context.orders;
  if (order?.kind !== "text") throw new Error("no text was ordered");
  expect(order.instructions.length + order.prompt.length + JSON.stringify(order.schema).length).toBeLessThanOrEqual(planned?.promptLength ?? 0);
  expect(order.maxTokens).toBeLessThanOrEqual(planned?.answerTokens ?? 0);
});
