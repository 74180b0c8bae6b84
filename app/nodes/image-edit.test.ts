import { expect, test } from "vitest";
import { plannedCalls } from "../core/skill/planned-calls.ts";
import { shopPhoto, storedImage } from "../core/image/recipe.ts";
import { modelCatalog } from "../providers/catalog.ts";
import { nodeContext } from "../../tests/support/node-context.ts";
import { skillGraph, skillNode } from "../../tests/support/skill-graph.ts";
import { skillProblems } from "../core/skill/skill-problems.ts";
import { imageEdit } from "./image-edit.ts";
import { nodeRegistry } from "./registry.ts";

const photo = shopPhoto("https://cdn.example/1.jpg");
const [mask, texture] = [storedImage("mask"), storedImage("texture")];

test("it orders an edit of the photo by its prompt, the photo first, then the references", async () => {
  const context = nodeContext({ mentioned: { "plan.scene": "a pier" } });
  expect(await imageEdit.run({ inputs: { image: photo, reference: [texture] }, params: { prompt: "@product.title on @plan.scene" } }, context)).toEqual({ image: storedImage("bought") });
  expect(context.orders).toEqual([{ kind: "image", model: "openai/gpt-image-2.6-flare", prompt: "Alba Vase on a pier", ratio: "1:1", quality: "medium", seed: null, references: [photo, texture] }]);
});

test("a mask goes along with what it means, and counts in the plan", async () => {
  const context = nodeContext();
  await imageEdit.run({ inputs: { image: photo, mask, prompt: "Snow" }, params: { change: "marked" } }, context);
  expect(context.orders).toMatchObject([{ prompt: "Snow", references: [photo], mask: { image: mask, change: "marked" } }]);
  expect(plannedCalls({ params: {} }, imageEdit, new Map([["image", 1], ["mask", 1]]))).toMatchObject([{ references: 2, mask: true }]);
  expect(plannedCalls({ params: {} }, imageEdit, new Map([["image", 1], ["reference", 2]]))).toMatchObject([{ references: 3, mask: false }]);
});

test("a mask for a model that takes none is a problem of the skill, by the model catalog", () => {
  const graph = (model: string) => skillGraph([skillNode("p", "product.read"), skillNode("mask", "image.mask"), skillNode("edit", "image.edit", { model }), skillNode("o", "output.save")],
    ["p.image > mask.image", "p.image > edit.image", "mask.mask > edit.mask", "edit.image > o.image"]);
  const codes = (model: string) => skillProblems(graph(model), { nodes: nodeRegistry, models: modelCatalog }).map(({ code, severity }) => [code, severity]);
  expect(codes("openai/gpt-image-2.6-flare")).toEqual([]);
  expect(codes("gemini/nano-banana-2.1")).toEqual([["model_mask", "error"]]);
});
