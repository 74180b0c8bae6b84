import { expect, test } from "vitest";
import { skillGraph, skillNode } from "../../tests/support/skill-graph.ts";
import { nodeRegistry } from "../nodes/registry.ts";
import { modelCatalog } from "../providers/catalog.ts";
import { derive } from "./derived.ts";
import { moveTo, setSetting } from "./edits/steps.ts";
import { nodesOf, wiresOf } from "./flow-model.ts";

const graph = skillGraph([skillNode("p", "product.read"), skillNode("g", "image.generate"), skillNode("r", "image.resize"), skillNode("o", "output.save")], ["p.photo > g.photo", "g.image > r.image", "r.image > o.image"]);
const none = new Set<string>();
const nodes = nodesOf(graph, nodeRegistry, [], none);
const wires = wiresOf(graph, nodeRegistry, [], none);
const known = { catalog: nodeRegistry, models: modelCatalog, shelf: { providers: [], folders: [], assets: [] } };

/** Of what lies at the same place, what is another object now: only that is drawn again. */
const replaced = <T extends { readonly id: string }>(before: readonly T[], after: readonly T[]) => after.filter((one, at) => one !== before[at]).map(({ id }) => id);

test("a step that moves, a key in its prompt and choosing it draw that card and no other, and no wire", () => {
  const moved = moveTo(graph, new Map([["g", { x: 320, y: 16 }]]));
  const typed = setSetting(graph, "g", "prompt", "A vase, @product.title");
  for (const after of [moved, typed]) {
    expect(replaced(nodes, nodesOf(after, nodeRegistry, nodes, none))).toEqual(["g"]);
    expect(replaced(wires, wiresOf(after, nodeRegistry, wires, none))).toEqual([]);
  }
  expect(replaced(nodes, nodesOf(graph, nodeRegistry, nodes, new Set(["g"])))).toEqual(["g"]);
});

test("what is counted of a card is the same object until it changes", () => {
  const before = derive(graph, known, null);
  const typed = derive(setSetting(graph, "g", "prompt", "A vase, @product.title"), known, before);
  for (const [id, facts] of before.cards) expect(typed.cards.get(id)).toBe(facts);
  const broken = derive(setSetting(graph, "r", "width", 1), known, before);
  expect([...before.cards].filter(([id, facts]) => broken.cards.get(id) !== facts).map(([id]) => id)).toEqual(["r"]);
});
