import { expect, test } from "vitest";
import { shopPhoto } from "../core/image/recipe.ts";
import { skillProblems } from "../core/skill/skill-problems.ts";
import { modelCatalog } from "../providers/catalog.ts";
import { nodeContext } from "../../tests/support/node-context.ts";
import { skillGraph, skillNode } from "../../tests/support/skill-graph.ts";
import { imageMask } from "./image-mask.ts";
import { nodeRegistry } from "./registry.ts";

const photo = shopPhoto("https://cdn.example/1.jpg");

test("the product is cut out first and what is solid of it is marked, or all the rest", async () => {
  expect(await imageMask.run({ inputs: { image: photo }, params: { tolerance: 0.3, grow: 0.01, marks: "rest" } }, nodeContext())).toMatchObject({
    mask: { operation: { kind: "mask-from-cut-out", grow: 0.01, invert: true, feather: 0 }, inputs: [{ operation: { kind: "remove-background", tolerance: 0.3 }, inputs: [photo] }] },
  });
});

test("a colour is marked on the image itself", async () => {
  expect(await imageMask.run({ inputs: { image: photo }, params: { from: "colour", colour: "#00ff00", difference: 20, where: "edges" } }, nodeContext())).toMatchObject({
    mask: { operation: { kind: "mask-from-colour", colour: "#00ff00", tolerance: 20, where: "edges", invert: false }, inputs: [photo] },
  });
});

test("its mask fits an edit, and the skill has no problem", () => {
  const graph = skillGraph([skillNode("p", "product.read"), skillNode("m", "image.mask"), skillNode("e", "image.edit"), skillNode("o", "output.save")], ["p.image > m.image", "p.image > e.image", "m.mask > e.mask", "e.image > o.image"]);
  expect(skillProblems(graph, { nodes: nodeRegistry, models: modelCatalog })).toEqual([]);
});
