import { expect, test } from "vitest";
import { skillGraph, skillNode } from "../../../tests/support/skill-graph.ts";
import { modelCatalog } from "../../providers/catalog.ts";
import { nodeRegistry as nodes } from "../../nodes/registry.ts";
import { planGraph, planPart } from "./plan.ts";
import { stepsNeeded, testedPart, testQuote } from "./test-target.ts";

const graph = skillGraph(
  [skillNode("p", "product.read"), skillNode("words", "llm.write", { prompt: "A scene for @product.title" }), skillNode("scene", "image.generate", { prompt: "@words" }), skillNode("frame", "image.resize"), skillNode("o", "output.save"), skillNode("grid", "image.grid")],
  ["p.image > scene.photo", "scene.image > frame.image", "frame.image > o.image"],
);
const world = { nodes, models: modelCatalog };
const ids = (of: { readonly nodes: readonly { readonly id: string }[] }) => of.nodes.map(({ id }) => id);

test("a part is a step with all that it needs, by wires and by mentions, and can be planned where the whole skill cannot", () => {
  expect(() => planGraph(graph, nodes)).toThrow();
  const part = testedPart(graph, nodes, { kind: "to", node: "frame" });
  expect(ids(part)).toEqual(["p", "words", "scene", "frame"]);
  expect(planPart(part, nodes).map((wave) => wave.map(({ node }) => node.id))).toEqual([["p", "words"], ["scene"], ["frame"]]);
  expect(ids(testedPart(graph, nodes, { kind: "to", node: "gone" }))).toEqual([]);
});

test("a bypassed step is not in a part, and what needs a stopped one is not either", () => {
  const mode = (id: string, to: "bypass" | "stop") => ({ ...graph, nodes: graph.nodes.map((node) => (node.id === id ? { ...node, mode: to } : node)) });
  expect(ids(testedPart(mode("frame", "bypass"), nodes, { kind: "to", node: "o" }))).toEqual(["p", "words", "scene", "o"]);
  expect(ids(testedPart(mode("scene", "stop"), nodes, { kind: "to", node: "o" }))).toEqual([]);
});

test("what has its result already ends the way back", () => {
  expect([...stepsNeeded(graph, nodes, "o", (id) => id === "frame")]).toEqual(["o", "frame"]);
  expect([...stepsNeeded(graph, nodes, "scene", (id) => id === "words")].sort()).toEqual(["p", "scene", "words"]);
});

test("a test costs at most what its steps buy for each product, without those whose results are there", () => {
  const part = testedPart(graph, nodes, { kind: "to", node: "scene" });
  const whole = testQuote(part, world, 3);
  const rest = testQuote(part, world, 3, (step) => step === "words");
  expect(whole.maximumMicros).toBeGreaterThan(rest.maximumMicros);
  expect(rest.maximumMicros % 3).toBe(0);
  expect(testQuote(testedPart(graph, nodes, { kind: "to", node: "p" }), world, 3)).toEqual({ maximumMicros: 0, providers: [], inFlight: null });
});
