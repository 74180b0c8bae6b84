import { expect, test } from "vitest";
import { storedImage } from "#app/core/image/recipe.ts";
import { leftOut } from "./left-out.ts";

const photos = (count: number) => Array.from({ length: count }, (_, index) => storedImage(`photo-${index}`));
const image = (count: number, prompt = "A vase") => ({ kind: "image" as const, model: "made/one", prompt, ratio: "1:1", quality: null, seed: null, references: photos(count) });
const text = (count: number) => ({ kind: "text" as const, model: "made/one", instructions: "", prompt: "What is it?", images: photos(count), maxTokens: 80 });

test.each([
  ["as many references as the model takes", image(8), 8, []],
  ["more than it takes", image(12), 8, ["Only the first 8 of 12 reference images were sent."]],
  ["some where it takes none", image(1), 0, ["Made one takes no reference images: none was sent."]],
  ["more photos than a text model looks at", text(11), 10, ["Only the first 10 of 11 reference images were sent."]],
  ["a prompt of the longest kind", image(0, "x".repeat(5_000)), 8, []],
  ["a longer prompt", image(0, "x".repeat(5_001)), 8, ["Only the first 5,000 characters of the prompt were sent."]],
])("an order with %s says what is not sent", (_name, order, references, said) => {
  expect(leftOut(order, { title: "Made one", references })).toEqual(said);
});
