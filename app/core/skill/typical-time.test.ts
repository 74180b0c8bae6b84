import { expect, test } from "vitest";
import { skillGraph, skillNode } from "../../../tests/support/skill-graph.ts";
import { modelCatalog } from "../../providers/catalog.ts";
import { nodeRegistry } from "../../nodes/registry.ts";
import { quoteOf, stepCalls } from "./quote.ts";
import { runSeconds, typicalTime } from "./typical-time.ts";

const timeOf = (graph: ReturnType<typeof skillGraph>) => typicalTime(graph, stepCalls(graph, nodeRegistry, modelCatalog));
const scene = (id: string) => skillNode(id, "image.generate", { prompt: id });

test("calls beside each other take as long as the slowest of them, calls in a row as long as all", () => {
  const one = timeOf(skillGraph([skillNode("p", "product.read"), scene("a")], ["p.image > a.photo"]));
  expect(one).toBeGreaterThan(0);
  expect(timeOf(skillGraph([skillNode("p", "product.read"), scene("a"), scene("b")], ["p.image > a.photo", "p.image > b.photo"]))).toBe(one);
  expect(timeOf(skillGraph([skillNode("p", "product.read"), scene("a"), scene("b")], ["p.image > a.photo", "a.image > b.photo"]))).toBe(2 * one);
});

test("a run takes as many turns as its key needs for all products, and one that buys nothing has no time to tell", () => {
  expect(runSeconds({ typicalMs: 8_000, inFlight: 4 }, 1)).toBe(8);
  expect(runSeconds({ typicalMs: 8_000, inFlight: 4 }, 9)).toBe(24);
  const free = skillGraph([skillNode("p", "product.read"), skillNode("o", "output.save")], ["p.image > o.image"]);
  expect(runSeconds(quoteOf(free, nodeRegistry, modelCatalog, 1), 500)).toBe(0);
});
