import { expect, test } from "vitest";
import { storedImage } from "../core/image/recipe.ts";
import { executeGraph } from "../core/skill/execute.ts";
import { quoteOf } from "../core/skill/quote.ts";
import { modelCatalog } from "../providers/catalog.ts";
import { nodeContext, PRODUCT } from "../../tests/support/node-context.ts";
import { skillGraph, skillNode } from "../../tests/support/skill-graph.ts";
import { flowRoute } from "./flow-route.ts";
import { nodeRegistry } from "./registry.ts";

const image = storedImage("photo");
const way = async (params: object, value?: string) => Object.keys(await flowRoute.run({ inputs: { image, ...(value === undefined ? {} : { value }) }, params }, nodeContext()));

test.each([
  [{ operator: "is", text: " ceramics " }, "yes"], [{ operator: "is", text: "Ceramic" }, "no"], [{ operator: "is-not", text: "Lamps" }, "yes"], [{ operator: "contains", text: "RAM" }, "yes"],
  [{ operator: "is-empty" }, "no"], [{ field: "product.vendor", operator: "is", text: "studio nord" }, "yes"],
])("a field of the product with %j goes the way of %s", async (params, taken) => {
  expect(await way(params)).toEqual([taken]);
});

test.each([
  [{ operator: "more-than", number: 3 }, "4", "yes"], [{ operator: "more-than", number: 4 }, "4", "no"], [{ operator: "less-than", number: 0.5 }, " 0.25 ", "yes"], [{ operator: "is-empty" }, "  ", "yes"], [{ operator: "is", text: "Spring" }, "spring", "yes"],
])("a connected value with %j and “%s” goes the way of %s", async (params, value, taken) => {
  expect(await way(params, value)).toEqual([taken]);
});

test("what is no number cannot be compared with one, and the product is named", async () => {
  for (const value of ["many", "", "1e999"]) await expect(way({ operator: "more-than" }, value)).rejects.toMatchObject({ code: "invalid_input", say: expect.stringContaining("Alba Vase") });
});

test("only what lies on the way runs, and the quote counts both ways", async () => {
  const graph = (text: string) => skillGraph(
    [skillNode("p", "product.read"), skillNode("way", "flow.route", { text }), skillNode("a", "image.generate"), skillNode("b", "image.generate"), skillNode("oa", "output.save"), skillNode("ob", "output.save")],
    ["p.image > way.image", "way.yes > a.photo", "way.no > b.photo", "a.image > oa.image", "b.image > ob.image"],
  );
  expect(quoteOf(graph("Ceramics"), nodeRegistry, modelCatalog, 5).lines).toMatchObject([{ calls: 10 }]);
  const context = nodeContext();
  const steps = await executeGraph(graph("Ceramics"), { nodes: nodeRegistry, product: PRODUCT, answers: {}, hash: (text) => text, failed: (_node, error) => error, context: ({ turn, mentioned }) => ({ ...context, turn, mentioned }) });
  expect(context.orders).toHaveLength(1);
  expect(steps.map(({ node }) => node)).toEqual(["p", "way", "a", "oa"]);
});
