import { expect, test } from "vitest";
import { skillGraph, skillNode } from "../../../tests/support/skill-graph.ts";
import { nodeRegistry as nodes } from "../../nodes/registry.ts";
import { missingFields } from "./missing-fields.ts";
import { namedMetafields } from "./named-metafields.ts";
import { validateGraph } from "./validate.ts";

const material = { namespace: "custom", key: "material", name: "Material", type: "single_line_text_field" };
const designer = { namespace: "custom", key: "designer", name: "Designer", type: "metaobject_reference" };
const sample = (value: string) => ({ values: { "product.title": "Vase", "product.metafields.custom.material": value, "product.metafields.custom.materiel": "" } });
const shop = { samples: [sample("oak"), sample(""), sample("")], metafields: [material, designer] };
const withPrompt = (prompt: string) => skillGraph([skillNode("p", "product.read"), skillNode("g", "image.generate", { prompt })], ["p.image > g.photo"]);
const said = (prompt: string) => missingFields(withPrompt(prompt), nodes, shop);

test("a metafield that some products do not have is a warning with numbers, step, setting and what to do", () => {
  expect(said("@product.title of @product.metafields.custom.material")).toEqual([{
    code: "empty_field", severity: "warning", node: "g", field: "prompt", what: "“material” is empty on 2 of 3 products.", fix: "Leave it out, or write “its material” instead.",
  }]);
  expect(said("@product.title")).toEqual([]);
});

test("a metafield that the shop does not have names the one that was probably meant, and one that cannot be read says why", () => {
  expect(said("@product.metafields.custom.materiel")).toMatchObject([{ code: "unknown_mention", fix: "Did you mean “@product.metafields.custom.material”?" }]);
  expect(said("@product.metafields.custom.designer")).toMatchObject([{ code: "unreadable_metafield", what: "The metafield “Designer” refers to something else in the shop, so it is left out." }]);
});

test("before the shop has answered nothing is claimed", () => {
  expect(missingFields(withPrompt("@product.metafields.custom.material"), nodes, { samples: [], metafields: [] })).toEqual([]);
});

test("a setting may be bound to a metafield, and an empty one is a warning too", () => {
  const bound = skillGraph([skillNode("p", "product.read"), skillNode("o", "output.save", {}, { bindings: { fileName: { from: "product", field: "product.metafields.custom.material" } } })], ["p.image > o.image"]);
  expect(validateGraph(bound, nodes)).toEqual([]);
  expect(missingFields(bound, nodes, shop)).toMatchObject([{ code: "empty_field", node: "o", field: "fileName" }]);
  expect(validateGraph(skillGraph([skillNode("p", "product.read"), skillNode("o", "output.save", {}, { bindings: { fileName: { from: "product", field: "product.metafields.oak" } } })], ["p.image > o.image"]), nodes)).toMatchObject([{ code: "binding_unknown" }]);
});

test("the metafields that a skill names are those of its prompts, templates, bindings and of what the runner wrote, each once", () => {
  const graph = skillGraph([
    skillNode("g", "image.generate", { prompt: "@product.metafields.custom.material, @product.metafields.custom.material on oak" }),
    skillNode("o", "output.save", { altText: "{{product.metafields.my-app.care_guide}}" }, { bindings: { fileName: { from: "product", field: "product.metafields.custom.sku" } } }),
  ], []);
  expect(namedMetafields(graph, ["in @product.metafields.custom.mood"])).toEqual(["custom.sku", "custom.material", "my-app.care_guide", "custom.mood"]);
  const many = Array.from({ length: 31 }, (_one, index) => `@product.metafields.custom.f${index}`).join(" ");
  expect(validateGraph(withPrompt(many), nodes)).toContainEqual(expect.objectContaining({ code: "too_many_metafields", severity: "error" }));
});
