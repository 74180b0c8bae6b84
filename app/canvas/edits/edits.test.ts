import fc from "fast-check";
import { expect, test } from "vitest";
import { drawnGraph, endAt } from "../../../tests/support/random-graph.ts";
import { skillGraph, skillNode } from "../../../tests/support/skill-graph.ts";
import { edgeId, SkillGraph } from "../../core/skill/graph.ts";
import { planGraph } from "../../core/skill/plan.ts";
import { validateGraph } from "../../core/skill/validate.ts";
import { NODES, nodeRegistry } from "../../nodes/registry.ts";
import { addFrame, addNote, changeFrame, changeNote } from "./areas.ts";
import { aligned, tidied } from "./arrange.ts";
import { connect, disconnect, inputFor, refusal } from "./connect.ts";
import { copy, Fragment, paste, renameMentions } from "./fragment.ts";
import { act, begin, redo, undo, type History } from "./history.ts";
import { idsOf } from "./ids.ts";
import { addStep, dropOnEdge, insertOnEdge, moveTo, remove, renameStep, setBinding, setSetting, toggleMode } from "./steps.ts";

type Edit = (graph: SkillGraph) => SkillGraph;
const nat = fc.nat({ max: 50 });
const pick = ({ nodes }: SkillGraph, n: number) => nodes[n % Math.max(1, nodes.length)]?.id ?? "";
const types = NODES.map(({ type }) => type);

/** Every action of the canvas, with any arguments. */
const edit: fc.Arbitrary<Edit> = fc.oneof(
  fc.tuple(fc.constantFrom(...types), nat).map(([type, n]): Edit => (g) => addStep(g, nodeRegistry, { type, position: { x: n, y: n }, from: endAt(g, n, n, "outputs") })?.graph ?? g),
  fc.tuple(nat, nat, nat, nat).map(([a, b, c, d]): Edit => (g) => connect(g, nodeRegistry, { from: endAt(g, a, b, "outputs"), to: endAt(g, c, d, "inputs") })),
  nat.map((n): Edit => (g) => disconnect(g, new Set(g.edges.slice(n % 3, n % 5).map(edgeId)))),
  fc.tuple(fc.constantFrom(...types), nat).map(([type, n]): Edit => (g) => { const edge = g.edges[n % Math.max(1, g.edges.length)]; return (edge && insertOnEdge(g, nodeRegistry, edge, { type, position: { x: 0, y: 0 } })?.graph) ?? g; }),
  fc.tuple(nat, nat).map(([n, m]): Edit => (g) => { const edge = g.edges[n % Math.max(1, g.edges.length)]; return (edge && dropOnEdge(g, nodeRegistry, edge, pick(g, m))) ?? g; }),
  fc.tuple(nat, fc.boolean()).map(([n, heal]): Edit => (g) => remove(g, nodeRegistry, new Set([pick(g, n)]), { heal })),
  fc.tuple(nat, fc.string()).map(([n, text]): Edit => (g) => setSetting(g, pick(g, n), "prompt", text)),
  nat.map((n): Edit => (g) => setBinding(g, pick(g, n), "quality", n % 2 ? { from: "runner", label: "Quality", help: "" } : null)),
  fc.tuple(nat, fc.string()).map(([n, name]): Edit => (g) => renameStep(g, nodeRegistry, pick(g, n), name)),
  fc.tuple(nat, fc.constantFrom("bypass" as const, "stop" as const)).map(([n, mode]): Edit => (g) => toggleMode(g, new Set([pick(g, n)]), mode)),
  nat.map((n): Edit => (g) => moveTo(g, new Map([[pick(g, n), { x: n, y: -n }]]))),
  fc.tuple(nat, nat, fc.boolean()).map(([n, m, wires]): Edit => (g) => paste(g, nodeRegistry, copy(g, new Set([pick(g, n), pick(g, m)])), { offset: { x: 24, y: 24 }, wires }).graph),
  fc.constant<Edit>((g) => moveTo(g, tidied(g, new Map()))),
  nat.map((n): Edit => (g) => addNote(g, { x: n, y: n }).graph),
  nat.map((n): Edit => (g) => addFrame(g, { x: n, y: n, width: 300, height: 200 }).graph),
  fc.string().map((text): Edit => (g) => changeNote(g, g.notes[0]?.id ?? "", { text })),
  fc.string().map((title): Edit => (g) => changeFrame(g, g.frames[0]?.id ?? "", { title })),
);

test("whatever is drawn stays a graph: ids are unique, wires have both ends and types that fit, nothing goes in a circle", () => {
  fc.assert(fc.property(drawnGraph(8), fc.array(edit, { maxLength: 25 }), (start, edits) => {
    const graph = edits.reduce((now, one) => one(now), start);
    expect(SkillGraph.parse(JSON.parse(JSON.stringify(graph)))).toEqual(graph);
    expect(new Set(idsOf(graph)).size).toBe(idsOf(graph).length);
    const broken = ["duplicate_node", "unknown_node", "missing_node", "missing_port", "port_types", "two_sources"];
    expect(validateGraph(graph, nodeRegistry).filter(({ code }) => broken.includes(code))).toEqual([]);
    for (const edge of graph.edges) expect(graph.edges.filter((one) => edgeId(one) === edgeId(edge))).toHaveLength(1);
  }), { numRuns: 1_000 });
});

test("any sequence of actions, then undo of all, is the start; redo of all is the end", () => {
  fc.assert(fc.property(drawnGraph(6), fc.array(edit, { maxLength: 40 }), (start, edits) => {
    let history: History<SkillGraph> = begin(start);
    for (const one of edits) history = act(history, "Edit", one(history.present));
    const end = history.present;
    const steps = history.past.length;
    for (let n = 0; n < steps; n += 1) history = undo(history);
    expect(history.present).toBe(start);
    expect(undo(history)).toBe(history);
    for (let n = 0; n < steps; n += 1) history = redo(history);
    expect(history.present).toBe(end);
  }), { numRuns: 1_000 });
});

test("a graph without errors has a plan in which each step that runs comes once and after what it needs", () => {
  fc.assert(fc.property(drawnGraph(10), (graph) => {
    const errors = validateGraph(graph, nodeRegistry).filter(({ severity }) => severity === "error");
    if (errors.length > 0) { expect(() => planGraph(graph, nodeRegistry)).toThrow(); return; }
    const order = planGraph(graph, nodeRegistry).flat().map(({ node }) => node.id);
    expect([...order].sort()).toEqual(graph.nodes.map(({ id }) => id).sort());
    for (const { from, to } of graph.edges) expect(order.indexOf(from.node)).toBeLessThan(order.indexOf(to.node));
  }), { numRuns: 2_000 });
});

const line = skillGraph([skillNode("product", "product.read"), skillNode("cut", "image.remove-background"), skillNode("back", "image.background"), skillNode("output", "output.save")], ["product.image > cut.image", "cut.image > back.image", "back.image > output.image"]);

test("a wire that does not fit is refused with what, why and a way out, and a circle with its way", () => {
  expect(refusal(line, nodeRegistry, { from: { node: "product", port: "image" }, to: { node: "output", port: "altText" } })).toBe("Image does not fit text. “Alt text” takes text. To turn an image into text, add an LLM between them.");
  expect(refusal(line, nodeRegistry, { from: { node: "back", port: "image" }, to: { node: "cut", port: "image" } })).toBe("This would go in a circle: Remove background → Background and composite → Remove background.");
});

test("a wire dropped on a card takes the first free input that fits, and then replaces", () => {
  const two = addStep(line, nodeRegistry, { type: "image.overlay", position: { x: 0, y: 0 } });
  const from = { node: "product", port: "image" };
  const first = two && connect(two.graph, nodeRegistry, { from, to: { node: two.id, port: "image" } });
  expect(two && inputFor(two.graph, nodeRegistry, from, two.id)).toEqual({ node: "overlay", port: "image" });
  expect(first && inputFor(first, nodeRegistry, from, "overlay")).toEqual({ node: "overlay", port: "logo" });
  expect(inputFor(line, nodeRegistry, from, "output")).toEqual({ node: "output", port: "image" });
});

test("a step put into a wire is joined on both sides, and removing it joins the wire again", () => {
  const [edge] = line.edges;
  const put = edge && insertOnEdge(line, nodeRegistry, edge, { type: "image.resize", position: { x: 10.4, y: 0 } });
  expect(put?.graph.edges.map(edgeId)).toEqual(expect.arrayContaining(["product.image resize.image", "resize.image cut.image"]));
  expect(put && remove(put.graph, nodeRegistry, new Set([put.id]), { heal: true }).edges.map(edgeId).sort()).toEqual(line.edges.map(edgeId).sort());
  expect(edge && insertOnEdge(line, nodeRegistry, edge, { type: "llm.write", position: { x: 0, y: 0 } })).toBeNull();
});

test("what is pasted has new ids, its own wires, and mentions of its own steps", () => {
  const graph = skillGraph([skillNode("write", "llm.write"), skillNode("scene", "image.generate", { prompt: "@write, then @write. Mail a@write.example, @writer and @product.title" })], []);
  const fragment = Fragment.parse(JSON.parse(JSON.stringify(copy(graph, new Set(["write", "scene"])))));
  const { graph: after, ids } = paste(graph, nodeRegistry, fragment, { offset: { x: 10, y: 10 }, wires: false });
  expect(ids).toEqual(["llm", "generate"]);
  expect(after.nodes.at(-1)?.params["prompt"]).toBe("@llm, then @llm. Mail a@write.example, @writer and @product.title");
  expect(renameMentions("@plan.scene and @plan", new Map([["plan", "plan-2"]]))).toBe("@plan-2.scene and @plan-2");
});

test("tidying puts each step right of what it needs, and aligning moves along one axis only", () => {
  const places = tidied(line, new Map());
  const xs = line.nodes.map(({ id }) => places.get(id)?.x ?? NaN);
  expect(xs).toEqual([...xs].sort((a, b) => a - b));
  expect(aligned(new Map([["a", { x: 0, y: 5, width: 10, height: 10 }], ["b", { x: 30, y: 0, width: 20, height: 10 }]]), "right")).toEqual(new Map([["a", { x: 40, y: 5 }], ["b", { x: 30, y: 0 }]]));
});
