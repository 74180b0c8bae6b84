import { expect, test } from "vitest";
import { plannedCalls } from "../core/skill/planned-calls.ts";
import { shopPhoto } from "../core/image/recipe.ts";
import { nodeContext } from "../../tests/support/node-context.ts";
import { llmWrite } from "./llm-write.ts";

const photo = shopPhoto("https://cdn.example/1.jpg");

test("it orders a text of its base prompt, with mentions filled and the photo to look at", async () => {
  const context = nodeContext();
  expect(await llmWrite.run({ inputs: { photo, text: "oak" }, params: { prompt: "Describe @product.title on @text.", words: 20 } }, context)).toEqual({ text: "bought text" });
  expect(context.orders).toEqual([{ kind: "text", model: "gemini/3.5-flash-lite", instructions: expect.stringContaining("text alone"), prompt: "Describe Alba Vase on oak. At most 20 words.", images: [photo], maxTokens: 80 }]);
});

test("the plan announces one call with room for the longest answer", () => {
  expect(plannedCalls({ params: { words: 100 } }, llmWrite, new Map([["photo", 1]]))).toMatchObject([{ ratio: null, references: 1, answerTokens: 400 }]);
  expect(llmWrite.check({ words: 9999 })).toEqual([{ path: "words", message: "At most 600" }]);
});
