import { expect, test } from "vitest";
import { skillGraph, skillNode } from "../../../tests/support/skill-graph.ts";
import { nodeRegistry as nodes } from "../../nodes/registry.ts";
import type { SkillNode } from "./graph.ts";
import { needsPhoto } from "./needs-photo.ts";

const graph = (edges: readonly string[], fit: SkillNode["mode"] = "run") => skillGraph(
  [skillNode("p", "product.read"), skillNode("each", "list.variations"), skillNode("g", "image.generate"), skillNode("fit", "image.resize", {}, { mode: fit }), skillNode("o", "output.save")], edges,
);

test("a skill whose wires carry a photo of the product needs one, and a skill that only writes about it does not", () => {
  expect(needsPhoto(graph(["p.image > g.photo", "g.image > o.image"]), nodes)).toBe(true);
  expect(needsPhoto(graph(["p.images > g.reference", "g.image > o.image"]), nodes)).toBe(true);
  expect(needsPhoto(graph(["each.image > fit.image", "fit.image > o.image"]), nodes)).toBe(true);
  expect(needsPhoto(graph(["p.title > g.prompt", "each.seed > g.seed", "g.image > o.image"]), nodes)).toBe(false);
});

test("a step that is bypassed hands the photo on, and one that is stopped takes none", () => {
  expect(needsPhoto(graph(["p.image > fit.image", "fit.image > o.image"], "bypass"), nodes)).toBe(true);
  expect(needsPhoto(graph(["p.image > fit.image", "p.title > g.prompt", "g.image > o.image"], "stop"), nodes)).toBe(false);
});
