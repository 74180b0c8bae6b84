import { expect, test } from "vitest";
import { shopPhoto, storedImage } from "../core/image/recipe.ts";
import { modelCatalog } from "../providers/catalog.ts";
import { nodeContext } from "../../tests/support/node-context.ts";
import { skillProblems } from "../core/skill/skill-problems.ts";
import type { SkillGraph } from "../core/skill/graph.ts";
import { imageEdit } from "./image-edit.ts";
import { nodeRegistry } from "./registry.ts";

const photo = shopPhoto("https://cdn.example/1.jpg");
const [mask, texture] = [storedImage("mask"), storedImage("texture")];

test("it orders an edit of the photo by its prompt, the photo first, then the references", async () => {
  const context = nodeContext({ mentioned: { "plan.scene": "a pier" } });
  expect(await imageEdit.run({ inputs: { image: photo, second: texture }, params: { prompt: "@product.title on @plan.scene" } }, context)).toEqual({ image: storedImage("bought") });
  expect(context.orders).toEqual([{ kind: "image", model: "openai/gpt-image-2.6-flare", prompt: "Alba Vase on a pier", ratio: "1:1", quality: "medium", seed: null, references: [photo, texture] }]);
});

test("a mask goes along with what it means, and counts in the plan", async () => {
  const context = nodeContext();
  await imageEdit.run({ inputs: { image: photo, mask, prompt: "Snow" }, params: { change: "marked" } }, context);
  expect(context.orders).toMatchObject([{ prompt: "Snow", references: [photo], mask: { image: mask, change: "marked" } }]);
  expect(imageEdit.calls({}, new Set(["image", "mask"]))).toMatchObject([{ references: 2, mask: true }]);
  expect(imageEdit.calls({}, new Set(["image", "reference", "third"]))).toMatchObject([{ references: 3, mask: false }]);
});

test("a mask for a model that takes none is a problem of the skill, by the model catalog", () => {
  const graph = (model: string): SkillGraph => ({
    format: 1, nodes: (["product.read", "image.remove-background", "image.edit", "output.save"] as const).map((type, n) => ({ id: `n${n}`, type, version: 1, name: null, params: type === "image.edit" ? { model } : {}, position: { x: 0, y: 0 } })),
    edges: [["n0", "n1", "image"], ["n0", "n2", "image"], ["n1", "n2", "mask"], ["n2", "n3", "image"]].map(([from = "", to = "", port = ""]) => ({ from: { node: from, port: "image" }, to: { node: to, port } })),
  });
  const codes = (model: string) => skillProblems(graph(model), { nodes: nodeRegistry, models: modelCatalog }).map(({ code, severity }) => [code, severity]);
  expect(codes("openai/gpt-image-2.6-flare")).toEqual([]);
  expect(codes("gemini/nano-banana-2.1")).toEqual([["model_mask", "error"]]);
});
