import fc from "fast-check";
import { expect, test } from "vitest";
import { anyGraph } from "../../../tests/support/any-graph.ts";
import { skillGraph, skillNode } from "../../../tests/support/skill-graph.ts";
import { nodeRegistry } from "../../nodes/registry.ts";
import { modelCatalog } from "../../providers/catalog.ts";
import { countChanges, type GraphChange } from "./change.ts";
import { diffGraphs } from "./diff.ts";
import { edgeId, type SkillGraph, type SkillNode } from "./graph.ts";

const words = { nodes: nodeRegistry, models: modelCatalog };
const whole = skillGraph([skillNode("p", "product.read"), skillNode("scene", "image.generate"), skillNode("o", "output.save")], ["p.image > scene.photo", "scene.image > o.image"]);
const withNode = (graph: SkillGraph, id: string, change: Partial<SkillNode>): SkillGraph => ({ ...graph, nodes: graph.nodes.map((node) => (node.id === id ? { ...node, ...change } : node)) });
const diff = (a: SkillGraph, b: SkillGraph) => diffGraphs(a, b, words);
const lines = (changes: readonly GraphChange[]) => changes.flatMap(({ mark, of, name, values }) => (values.length === 0 ? [`${mark} ${of} ${name}`] : values.map(({ title, from, to }) => `${name} · ${title}: ${from} → ${to}`)));

test("a changed setting is said by its title and with both values in words: choices, models, yes and no, nothing", () => {
  const [before, after] = [
    withNode(whole, "o", { params: { format: "png", ratio: "1:1", altText: "" } }), withNode(whole, "o", { params: { format: "webp", ratio: "4:5", altText: "A vase" } }),
  ];
  expect(lines(diff(before, after))).toEqual([
    "Output Configurations · Format: PNG, keeps transparency → WebP", "Output Configurations · Aspect ratio: 1:1, square → 4:5", "Output Configurations · Alt text: none → A vase",
  ]);
  expect(lines(diff(withNode(whole, "scene", { params: { model: "gemini/nano-banana-2.1" } }), withNode(whole, "scene", { params: { model: "openai/gpt-image-2.6-flare" } })))).toEqual(["Generate image · Model: Nano Banana 2.1 → GPT Image 2.6 Flare"]);
});

test("a setting that holds its default, a step that was moved, and another order are no differences", () => {
  expect(diff(whole, withNode(whole, "o", { params: { format: "jpeg", quality: 88 }, position: { x: 400, y: -3 } }))).toEqual([]);
  expect(diff(whole, { ...whole, nodes: whole.nodes.toReversed(), edges: whole.edges.toReversed() })).toEqual([]);
});

test("where a value comes from, a name, a mode and another kind are said in words", () => {
  const asked = withNode(whole, "scene", { bindings: { ratio: { from: "runner", label: "Which shape?", help: "" }, prompt: { from: "product", field: "product.title" }, seed: { from: "step", node: "p", port: "title", field: null } } });
  expect(lines(diff(whole, asked))).toEqual(expect.arrayContaining([expect.stringMatching(/ → asked of the runner, “Which shape\?”$/), expect.stringMatching(/ → of the product, product\.title$/), expect.stringMatching(/ → from Product › Title$/)]));
  expect(lines(diff(whole, withNode(whole, "scene", { name: "Write the scene", mode: "bypass" })))).toEqual(["Write the scene · Name: Generate image → Write the scene", "Write the scene · When the skill runs: runs → bypassed"]);
  expect(lines(diff(whole, withNode(whole, "scene", { type: "image.edit" })))).toContain("Edit image · Kind: Generate image → Edit image");
});

test("steps and wires that came and went are named, and two values that read the same are told apart", () => {
  const without = { ...whole, nodes: whole.nodes.filter(({ id }) => id !== "scene"), edges: [] };
  expect(lines(diff(whole, without))).toEqual(["removed step Generate image", "removed wire Product › Photo → Generate image › Product photo", "removed wire Generate image › Image → Output Configurations › Image"]);
  expect(lines(diff(without, whole))).toEqual(["added step Generate image", "added wire Product › Photo → Generate image › Product photo", "added wire Generate image › Image → Output Configurations › Image"]);
  expect(diff(withNode(whole, "o", { params: { quality: 80 } }), withNode(whole, "o", { params: { quality: "80" } }))[0]?.values).toEqual([{ title: "Quality", field: "quality", from: "80", to: "\"80\"" }]);
  expect(countChanges(diff(whole, without))).toBe(3);
});

test("a graph does not differ from itself, and what the differences are called goes both ways", () => {
  fc.assert(fc.property(anyGraph(), (graph) => { expect(diff(graph, structuredClone(graph))).toEqual([]); }), { numRuns: 1000 });
  const turned = { added: "removed", removed: "added", changed: "changed" } as const;
  const marks = (changes: readonly GraphChange[]) => changes.map(({ of, mark, id, values }) => `${of} ${mark} ${id} ${values.map(({ field }) => field).join()}`).sort();
  fc.assert(fc.property(anyGraph(), anyGraph(), (a, b) => {
    const back = diff(b, a).map((change) => ({ ...change, mark: turned[change.mark] }));
    const fields = ({ values }: GraphChange) => new Set(values.map(({ title, field }) => field ?? title));
    expect(marks(diff(a, b)).map((text) => text.split(" ").slice(0, 3))).toEqual(marks(back).map((text) => text.split(" ").slice(0, 3)));
    for (const change of diff(a, b)) expect(fields(back.find(({ of, id }) => of === change.of && id === change.id) ?? change)).toEqual(fields(change));
  }), { numRuns: 500 });
});

test("the differences name exactly what an edit touched", () => {
  fc.assert(fc.property(anyGraph({ least: 1 }), fc.nat(), fc.constantFrom("name", "mode", "setting", "bind", "remove", "add", "unwire", "note", "move"), (graph, at, edit) => {
    const node = graph.nodes[at % graph.nodes.length];
    const edge = graph.edges[at % Math.max(1, graph.edges.length)];
    if (!node) return;
    const change = (by: Partial<SkillNode>) => withNode(graph, node.id, by);
    const found = (after: SkillGraph) => diff(graph, after).map(({ of, mark, id, values }) => ({ of, mark, id, fields: values.map(({ title, field }) => field ?? title) }));
    const only = (fields: string[]) => [{ of: "step", mark: "changed", id: node.id, fields }];
    switch (edit) {
      case "name": expect(found(change({ name: `${node.name ?? ""}!` }))).toEqual(only(["Name"])); break;
      case "mode": expect(found(change({ mode: node.mode === "stop" ? "run" : "stop" }))).toEqual(only(["When the skill runs"])); break;
      case "setting": expect(found(change({ params: { ...node.params, novel: "a value" } }))).toEqual(only(["novel"])); break;
      case "bind": expect(found(change({ bindings: { ...node.bindings, novel: { from: "product", field: "product.title" } } }))).toEqual(only(["novel"])); break;
      case "remove": expect(found({ ...graph, nodes: graph.nodes.filter((one) => one !== node) })).toEqual([{ of: "step", mark: "removed", id: node.id, fields: [] }]); break;
      case "add": expect(found({ ...graph, nodes: [skillNode("brand-new", "image.resize"), ...graph.nodes] })).toEqual([{ of: "step", mark: "added", id: "brand-new", fields: [] }]); break;
      case "unwire": expect(edge ? found({ ...graph, edges: graph.edges.filter((one) => one !== edge) }) : []).toEqual(edge ? [{ of: "wire", mark: "removed", id: edgeId(edge), fields: [] }] : []); break;
      case "note": expect(found({ ...graph, notes: [...graph.notes, { id: "brand-new", position: { x: 0, y: 0 }, width: 80, height: 80, tint: "red", text: "" }] })).toEqual([{ of: "note", mark: "added", id: "brand-new", fields: [] }]); break;
      case "move": expect(found(change({ position: { x: node.position.x + 1, y: 7 } }))).toEqual([]); break;
    }
  }), { numRuns: 3000 });
});
