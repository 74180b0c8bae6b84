import fc from "fast-check";
import { expect, test } from "vitest";
import { TEMPLATES } from "../../features/skills/templates/templates.ts";
import { nodeRegistry } from "../../nodes/registry.ts";
import { skillGraph, skillNode } from "../../../tests/support/skill-graph.ts";
import { fingerprintOf } from "./fingerprint.ts";
import type { SkillGraph } from "./graph.ts";
import { mentionables } from "./mentions.ts";
import { planGraph } from "./plan.ts";
import { questionsOf } from "./questions.ts";
import { validateGraph } from "./validate.ts";

const node = skillNode;
const edge = (from: string, to: string, port = "image") => ({ from: { node: from, port: "image" }, to: { node: to, port } });
const whole: SkillGraph = {
  ...skillGraph([], []), nodes: [node("p", "product.read"), node("c", "image.remove-background"), node("b", "image.background"), node("o", "output.save")],
  edges: [edge("p", "c"), edge("c", "b"), edge("b", "o")],
};
const codes = (graph: SkillGraph) => validateGraph(graph, nodeRegistry).map(({ code }) => code);

test.each(TEMPLATES)("the template “$name” has no problem, and its line fits its tile", ({ graph, line }) => {
  expect(validateGraph(graph, nodeRegistry)).toEqual([]);
  expect(line.length).toBeLessThanOrEqual(44);
});

test("each fault of a graph has its own code, says where it is and how to mend it", () => {
  expect(codes({ ...whole, nodes: [...whole.nodes, node("x", "magic.wand")] })).toContain("unknown_node");
  expect(codes({ ...whole, nodes: whole.nodes.map((one) => ({ ...one, version: 99 })) })).toContain("newer_node");
  expect(codes({ ...whole, nodes: [...whole.nodes, node("p", "product.read")] })).toContain("duplicate_node");
  expect(codes({ ...whole, nodes: whole.nodes.map((one) => (one.id === "b" ? { ...one, params: { margin: 9 } } : one)) })).toContain("bad_setting");
  expect(codes({ ...whole, edges: [...whole.edges, edge("nowhere", "o")] })).toContain("missing_node");
  expect(codes({ ...whole, edges: [...whole.edges, edge("p", "o", "nose")] })).toContain("missing_port");
  expect(codes({ ...whole, edges: [...whole.edges, { from: { node: "p", port: "title" }, to: { node: "b", port: "background" } }] })).toContain("port_types");
  expect(codes({ ...whole, edges: [...whole.edges, edge("p", "o")] })).toContain("two_sources");
  expect(codes({ ...whole, edges: whole.edges.slice(1) })).toContain("input_open");
  expect(codes({ ...whole, nodes: whole.nodes.slice(1), edges: whole.edges.slice(1) })).toContain("no_product");
  expect(codes({ ...whole, nodes: whole.nodes.slice(0, 3), edges: whole.edges.slice(0, 2) })).toContain("no_output");
  expect(codes({ ...whole, nodes: [...whole.nodes, node("t", "text.input")] })).toEqual(["unused_node"]);
  for (const { what, fix } of validateGraph({ ...whole, edges: [] }, nodeRegistry)) expect([what, fix].every((text) => /^[A-Z“].*\.$/.test(text))).toBe(true);
});

test("a circle is refused and named as the way along it", () => {
  const circle = { ...whole, edges: [edge("o", "c"), edge("c", "b"), edge("b", "c")] };
  expect(validateGraph(circle, nodeRegistry).find(({ code }) => code === "cycle")?.what).toContain("Remove background → Background and composite → Remove background");
});

test("a chain of three hundred nodes is checked and planned without a deep stack", () => {
  const nodes = [node("p", "product.read"), ...Array.from({ length: 298 }, (_unused, n) => node(`n${n}`, "image.resize")), node("o", "output.save")];
  const long: SkillGraph = { ...whole, nodes, edges: nodes.slice(1).map(({ id }, n) => edge(nodes[n]?.id ?? "", id)) };
  expect(planGraph(long, nodeRegistry)).toHaveLength(300);
});

test("the plan puts every node after what it needs, whatever the order of the graph", () => {
  fc.assert(fc.property(fc.shuffledSubarray(whole.nodes, { minLength: 4 }), (nodes) => {
    expect(planGraph({ ...whole, nodes }, nodeRegistry).map((wave) => wave.map((planned) => planned.node.id))).toEqual([["p"], ["c"], ["b"], ["o"]]);
  }));
  expect(() => planGraph({ ...whole, edges: [] }, nodeRegistry)).toThrow(/input_open/);
});

test("the run form is made from the nodes that ask", () => {
  const asking = { ...whole, nodes: [...whole.nodes, node("logo", "upload.read", { label: "Logo" })] };
  expect(questionsOf(asking, nodeRegistry)).toEqual([{ key: "logo", node: "logo", question: { kind: "upload", label: "Logo", help: "" } }]);
});

test("a fingerprint depends on what a step does, not on the order in which it is written", () => {
  const step = { type: "a", version: 1, params: { x: 1, y: [2, { z: 3 }] }, upstream: { image: "f" }, answer: null };
  expect(fingerprintOf({ ...step, params: { y: [2, { z: 3 }], x: 1 } })).toBe(fingerprintOf(step));
  for (const other of [{ ...step, version: 2 }, { ...step, params: { x: 2 } }, { ...step, upstream: { image: "g" } }, { ...step, answer: "yes" }]) expect(fingerprintOf(other)).not.toBe(fingerprintOf(step));
});

const planned: SkillGraph = {
  ...whole, nodes: [...whole.nodes.map((one) => (one.id === "c" ? node("c", "image.generate", { prompt: "@product.title, @plan.scene, in @season. Write to a@b.example or @nobody." }) : one)), node("plan", "llm.describe"), node("season", "choice.input", { options: ["Winter"] })],
  edges: [{ from: { node: "p", port: "image" }, to: { node: "c", port: "photo" } }, edge("c", "b"), edge("b", "o")],
};

test("a prompt waits for the steps that it mentions, and knows where each value comes from", () => {
  const waves = planGraph(planned, nodeRegistry);
  expect(waves.map((wave) => wave.map((one) => one.node.id))).toEqual([["p", "plan", "season"], ["c"], ["b"], ["o"]]);
  expect(waves[1]?.[0]?.mentions).toEqual({ "plan.scene": { node: "plan", port: "fields", field: "scene" }, season: { node: "season", port: "choice", field: null } });
});

test("a mention counts as use, one that leads nowhere is said, and a circle of mentions is refused", () => {
  expect(validateGraph(planned, nodeRegistry).map(({ code, severity, what }) => [code, severity, what.includes("@nobody")])).toEqual([["unknown_mention", "warning", true]]);
  const round = { ...planned, nodes: planned.nodes.map((one) => (one.id === "plan" ? node("plan", "llm.describe", { prompt: "Plan @write." }) : one)).concat(node("write", "llm.write", { prompt: "Write of @plan.scene." })) };
  expect(validateGraph(round, nodeRegistry).find(({ code }) => code === "cycle")?.what).toMatch(/LLM → Describe and plan → LLM|Describe and plan → LLM → Describe and plan/);
});

test("what can be mentioned is what is valid there: product fields, connected inputs, and steps that do not wait for it", () => {
  const names = (id: string) => planned.nodes.filter((one) => one.id === id).flatMap((one) => mentionables(one, planned, nodeRegistry).map(({ name }) => name));
  expect(names("c")).toEqual(["product.title", "product.vendor", "product.type", "product.handle", "product.tags", "product.description", "product.variant", "plan", "plan.subject", "plan.materials", "plan.colours", "plan.setting", "plan.scene", "season"]);
  expect(names("plan")).toEqual(["product.title", "product.vendor", "product.type", "product.handle", "product.tags", "product.description", "product.variant", "season"]);
});
