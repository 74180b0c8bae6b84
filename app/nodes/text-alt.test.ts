import { expect, test } from "vitest";
import { plannedCalls } from "../core/skill/planned-calls.ts";
import { shopPhoto } from "../core/image/recipe.ts";
import { nodeContext } from "../../tests/support/node-context.ts";
import { textAlt } from "./text-alt.ts";

const image = shopPhoto("https://cdn.example/1.jpg");

test("it asks for the alt text of the image by the product's title, and keeps it within its limit at a word", async () => {
  const context = nodeContext({ text: JSON.stringify({ alt: "Alba Vase: a tall white vase on an oak shelf beside a window in the morning" }) });
  expect(await textAlt.run({ inputs: { image }, params: { characters: 40, wish: "In British English, for @product.vendor" } }, context)).toEqual({ text: "Alba Vase: a tall white vase on an oak" });
  expect(context.orders).toMatchObject([{ kind: "text", prompt: "Product: Alba Vase. At most 40 characters. In British English, for Studio Nord", images: [image], maxTokens: 90, schema: { required: ["alt"] } }]);
});

test("an answer of another form is corrupt, and the plan has room for the longest one", async () => {
  await expect(textAlt.run({ inputs: { image }, params: {} }, nodeContext({ text: "A vase" }))).rejects.toMatchObject({ code: "answer_corrupt" });
  expect(plannedCalls({ params: { characters: 512 } }, textAlt, new Map([["image", 1]]))).toMatchObject([{ references: 1, answerTokens: 562 }]);
  expect(textAlt.check({ characters: 513 })).toEqual([{ path: "characters", message: "At most 512" }]);
});
