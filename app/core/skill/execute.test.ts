import { expect, test } from "vitest";
import { z } from "zod";
import { nodeContext, PRODUCT } from "../../../tests/support/node-context.ts";
import { skillGraph, skillNode } from "../../../tests/support/skill-graph.ts";
import { modelCatalog } from "../../providers/catalog.ts";
import { nodeRegistry } from "../../nodes/registry.ts";
import { storedImage } from "../image/recipe.ts";
import { defineNode, optional, required, several, type AnyNode, type Answer } from "../node.ts";
import { activeGraph, inactiveSteps } from "./active.ts";
import { answeredGraph } from "./bound-params.ts";
import { executeGraph, type DoneStep } from "./execute.ts";
import { flowOf } from "./flow.ts";
import { SkillGraph } from "./graph.ts";
import { quoteOf } from "./quote.ts";
import { validateGraph } from "./validate.ts";

const about = { version: 1, title: "Made up", description: "For tests.", category: "edit", params: z.object({}) } as const;
const made: readonly AnyNode[] = [
  defineNode({ ...about, type: "test.album", category: "input", inputs: {}, outputs: { images: required("images", "Images", { most: { setting: "count" } }) },
    params: z.object({ count: z.int().min(0).max(9).default(3) }), run: ({ params }) => ({ images: Array.from({ length: params.count }, (_unused, n) => storedImage(`photo-${n}`)) }) }),
  defineNode({ ...about, type: "test.seeds", category: "input", inputs: {}, outputs: { seed: several("number", "Seed", 2) }, run: () => ({ seed: [7, 8] }) }),
  defineNode({ ...about, type: "test.frame", inputs: { image: required("image", "Image"), seed: optional("number", "Seed") }, outputs: { image: required("image", "Image") },
    run: ({ inputs }, { edit }) => ({ image: edit({ kind: "resize", width: 100 + (inputs.seed ?? 0), height: 100, mode: "pad", colour: "#ffffff" }, inputs.image) }) }),
  defineNode({ ...about, type: "test.count", inputs: { images: required("images", "Images") }, outputs: { count: required("number", "Count") }, run: ({ inputs }) => ({ count: inputs.images.length }) }),
  defineNode({ ...about, type: "test.gate", inputs: { image: required("image", "Image") }, outputs: { yes: optional("image", "Yes"), no: optional("image", "No") },
    params: z.object({ open: z.boolean().default(true) }), run: ({ inputs, params }) => (params.open ? { yes: inputs.image } : { no: inputs.image }) }),
];
const nodes = { get: (type: string) => made.find((node) => node.type === type) ?? nodeRegistry.get(type) };

async function run(graph: SkillGraph, answers: Readonly<Record<string, Answer>> = {}): Promise<{ steps: DoneStep[]; of: (id: string) => Record<string, unknown>[]; prompts: string[] }> {
  const context = nodeContext();
  const steps = await executeGraph(answeredGraph(graph, nodes, answers), {
    nodes, product: PRODUCT, answers, hash: (text) => text, failed: (_node, error) => error, context: ({ turn, mentioned }) => ({ ...context, turn, mentioned }),
  });
  return { steps, of: (id) => steps.filter(({ node }) => node === id).map(({ output }) => output), prompts: context.orders.map(({ prompt }) => prompt) };
}

const ends = [skillNode("p", "product.read"), skillNode("o", "output.save")];

test("a list into a single port runs the step once for each element, and into a list port as one value", async () => {
  const graph = skillGraph([...ends, skillNode("album", "test.album"), skillNode("frame", "test.frame"), skillNode("count", "test.count")],
    ["album.images > frame.image", "frame.image > count.images", "p.image > count.images", "frame.image > o.image"]);
  expect(validateGraph(graph, nodes)).toEqual([expect.objectContaining({ code: "unused_node", node: "count" })]);
  const { of } = await run(graph);
  expect(of("frame")).toHaveLength(3);
  expect(of("count")).toEqual([{ count: 4 }]);
  expect(of("o")).toHaveLength(3);
  expect(Object.fromEntries([...flowOf(graph, nodes)].map(([id, { times }]) => [id, times]))).toEqual({ p: 1, o: 3, album: 1, frame: 3, count: 1 });
});

test("of several lists the shorter one repeats its last, and each turn has its own fingerprint", async () => {
  const graph = skillGraph([...ends, skillNode("album", "test.album"), skillNode("seeds", "test.seeds"), skillNode("frame", "test.frame")],
    ["album.images > frame.image", "seeds.seed > frame.seed", "frame.image > o.image"]);
  const { of, steps } = await run(graph);
  expect(of("frame").map(({ image }) => z.object({ operation: z.object({ width: z.number() }) }).parse(image).operation.width)).toEqual([107, 108, 108]);
  expect(new Set(steps.map(({ fingerprint }) => fingerprint)).size).toBe(steps.length);
});

test("what a step mentions of several values makes it run for each, and the quote counts them", async () => {
  const graph = skillGraph([...ends, skillNode("seeds", "test.seeds"), skillNode("scene", "image.generate", { prompt: "@product.title, take @seeds" })], ["scene.image > o.image"]);
  const { prompts } = await run(graph);
  expect(prompts).toEqual(["Alba Vase, take 7", "Alba Vase, take 8"]);
  expect(quoteOf(graph, nodes, modelCatalog, 10).lines).toMatchObject([{ calls: 20 }]);
});

test("a way that is not taken runs nothing behind it, and an empty list neither", async () => {
  const graph = (open: boolean) => skillGraph([...ends, skillNode("gate", "test.gate", { open }), skillNode("b", "image.background"), skillNode("o2", "output.save")],
    ["p.image > gate.image", "gate.yes > o.image", "gate.no > b.image", "b.image > o2.image"]);
  expect((await run(graph(true))).steps.map(({ node }) => node)).toEqual(["p", "gate", "o"]);
  expect((await run(graph(false))).steps.map(({ node }) => node)).toEqual(["p", "gate", "b", "o2"]);
  const empty = skillGraph([...ends, skillNode("album", "test.album", { count: 0 })], ["album.images > o.image"]);
  expect((await run(empty)).of("o")).toEqual([]);
});

test("a bypassed step passes on what comes in by type, a stopped one stops what needs it", async () => {
  const graph = (mode: "bypass" | "stop") => skillGraph([...ends, skillNode("cut", "image.remove-background"), skillNode("b", "image.background", {}, { mode }), skillNode("logo", "image.overlay")],
    ["p.image > cut.image", "cut.image > b.image", "b.image > logo.image", "logo.image > o.image"]);
  expect(activeGraph(graph("bypass"), nodes).edges).toContainEqual({ from: { node: "cut", port: "image" }, to: { node: "logo", port: "image" } });
  expect((await run(graph("bypass"))).steps.map(({ node }) => node)).toEqual(["p", "cut", "logo", "o"]);
  expect([...inactiveSteps(graph("stop"), nodes)]).toEqual(["o", "b", "logo"]);
  expect(validateGraph(graph("stop"), nodes).map(({ code }) => code)).toContain("no_output");
});

test("a setting takes its value from the runner, the product or another step, and one that does not fit is said with its name", async () => {
  const bound = (bindings: SkillGraph["nodes"][number]["bindings"]) => skillGraph([...ends, skillNode("seeds", "test.seeds"), skillNode("album", "test.album"), skillNode("count", "test.count"), skillNode("r", "image.resize", {}, { bindings })],
    ["p.image > r.image", "r.image > o.image", "album.images > count.images"]);
  const resized = async (graph: SkillGraph, answers: Readonly<Record<string, Answer>> = {}) => z.object({ operation: z.object({ width: z.number(), colour: z.string() }) }).parse((await run(graph, answers)).of("r")[0]?.["image"]).operation;
  expect(await resized(bound({ width: { from: "runner", label: "Width", help: "" } }), { "r.width": { kind: "text", text: "640" } })).toMatchObject({ width: 640 });
  await expect(resized(bound({ width: { from: "step", node: "count", port: "count", field: null } }))).rejects.toMatchObject({ code: "invalid_input", say: expect.stringMatching(/“Width” got “3”\. At least 16\./) });
  await expect(resized(bound({ colour: { from: "product", field: "product.title" } }))).rejects.toMatchObject({ say: expect.stringContaining("Alba Vase") });
  const problems = validateGraph(bound({ width: { from: "product", field: "product.titel" }, nose: { from: "runner", label: "Nose", help: "" }, height: { from: "step", node: "p", port: "image", field: null } }), nodes).filter(({ node }) => node === "r");
  expect(problems.map(({ code, field, fix }) => [code, field, fix])).toEqual([
    ["binding_unknown", "width", "Did you mean “product.title”?"], ["binding_unknown", "nose", "Remove it."], ["binding_type", "height", "Choose one that gives text, a number or a choice."],
  ]);
});

test("a setting that decides the price is asked of the runner or fixed, and the quote follows the answer", () => {
  const scene = (bindings: SkillGraph["nodes"][number]["bindings"]) => skillGraph([...ends, skillNode("scene", "image.generate", { model: "openai/gpt-image-2.6-flare", quality: "low" }, { bindings })], ["p.image > scene.photo", "scene.image > o.image"]);
  expect(validateGraph(scene({ quality: { from: "product", field: "product.type" } }), nodes).map(({ code }) => code)).toEqual(["binding_price"]);
  const asked = scene({ quality: { from: "runner", label: "Quality", help: "" } });
  const cost = (text: string) => quoteOf(answeredGraph(asked, nodes, { "scene.quality": { kind: "text", text } }), nodes, modelCatalog, 1).maximumMicros;
  expect(cost("high")).toBeGreaterThan(cost("low"));
});

test("a graph of format 1 is read as the newest, and a later one is not", () => {
  const old = { format: 1, nodes: [{ id: "p", type: "product.read", version: 1, name: null, params: {}, position: { x: 0, y: 0 } }], edges: [] };
  expect(SkillGraph.parse(old)).toEqual(skillGraph([skillNode("p", "product.read")], []));
  expect(SkillGraph.safeParse({ ...old, format: 3 }).success).toBe(false);
});
