import { expect, test } from "vitest";
import { skillGraph, skillNode } from "#tests/support/skill-graph.ts";
import { nodeContext, PRODUCT } from "#tests/support/node-context.ts";
import { shopPhoto } from "../core/image/recipe.ts";
import { executeGraph } from "../core/skill/execute.ts";
import { quoteOf } from "../core/skill/quote.ts";
import { validateGraph } from "../core/skill/validate.ts";
import { modelCatalog } from "../providers/catalog.ts";
import { listVariations } from "./list-variations.ts";
import { nodeRegistry } from "./registry.ts";

const run = (params: object) => listVariations.run({ inputs: {}, params }, nodeContext());

test("only what it varies over comes out, one value for each", async () => {
  expect(await run({ lines: ["red", "blue"] })).toEqual({ text: ["red", "blue"] });
  expect(await run({ kind: "seeds", count: 3, first: 40 })).toEqual({ seed: [40, 41, 42] });
  expect(await run({ kind: "photos", photos: 9 })).toEqual({ image: [shopPhoto("https://cdn.example/1.jpg"), shopPhoto("https://cdn.example/2.jpg")] });
  expect(await run({ kind: "photos", photos: 1 })).toEqual({ image: [shopPhoto("https://cdn.example/1.jpg")] });
});

test("a product without a photo says what to do, and an empty list is refused before", async () => {
  await expect(listVariations.run({ inputs: {}, params: { kind: "photos" } }, nodeContext({ product: { ...PRODUCT, photos: [] } }))).rejects.toMatchObject({ code: "no_photo", say: expect.stringContaining("Alba Vase") });
  expect(listVariations.check({ lines: [] })).toEqual([{ path: "lines", message: "Write at least one line" }]);
});

test("lines, seeds and photos make what is behind them run once for each, and the quote counts them before", async () => {
  const runs = async (kind: string, edge: string, prompt: string) => {
    const graph = skillGraph([skillNode("p", "product.read"), skillNode("v", "list.variations", { kind, lines: ["red", "blue", "green"], count: 4, first: 7, photos: 2 }), skillNode("scene", "image.generate", { prompt }), skillNode("o", "output.save")], [edge, "scene.image > o.image"].filter(Boolean));
    expect(validateGraph(graph, nodeRegistry).filter(({ severity }) => severity === "error")).toEqual([]);
    const context = nodeContext();
    const steps = await executeGraph(graph, { nodes: nodeRegistry, product: PRODUCT, answers: {}, hash: (text) => text, failed: (_node, error) => error, context: ({ turn, mentioned }) => ({ ...context, turn, mentioned }) });
    return { orders: context.orders, saved: steps.filter(({ node }) => node === "o").length, quoted: quoteOf(graph, nodeRegistry, modelCatalog, 10).lines.map(({ calls }) => calls) };
  };
  expect(await runs("lines", "v.text > scene.mood", "Vase, @mood")).toMatchObject({ orders: [{ prompt: "Vase, red" }, { prompt: "Vase, blue" }, { prompt: "Vase, green" }], saved: 3, quoted: [30] });
  expect(await runs("lines", "", "Vase, @v")).toMatchObject({ orders: [{ prompt: "Vase, red" }, {}, {}], quoted: [30] });
  expect(await runs("seeds", "v.seed > scene.seed", "Vase")).toMatchObject({ orders: [{ seed: 7 }, { seed: 8 }, { seed: 9 }, { seed: 10 }], saved: 4, quoted: [40] });
  expect(await runs("photos", "v.image > scene.photo", "Vase")).toMatchObject({ orders: [{ references: [shopPhoto("https://cdn.example/1.jpg")] }, { references: [shopPhoto("https://cdn.example/2.jpg")] }], saved: 2, quoted: [20] });
  // What another kind would give is not there: nothing behind it runs.
  expect(await runs("lines", "v.seed > scene.seed", "Vase")).toMatchObject({ orders: [], saved: 0 });
});
