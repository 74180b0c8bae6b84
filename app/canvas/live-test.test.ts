import { expect, test } from "vitest";
import { skillGraph, skillNode } from "../../tests/support/skill-graph.ts";
import { modelCatalog as models } from "../providers/catalog.ts";
import { nodeRegistry as nodes } from "../nodes/registry.ts";
import { staleSteps, testCells } from "./test-cells.ts";
import { planTest } from "./test-plan.ts";
import { footOf, stateOf, wordsOf } from "./test-words.ts";
import { NO_TESTS, runningTest, withTest, type TestStep, type TestView } from "./test-view.ts";

const words = { nodes, models };
const wires = ["p.image > scene.photo", "scene.image > frame.image", "frame.image > o.image"];
const graph = skillGraph([skillNode("p", "product.read"), skillNode("scene", "image.generate", { prompt: "A beach" }), skillNode("frame", "image.resize"), skillNode("o", "output.save")], wires);
const changed = (id: string, change: object) => ({ ...graph, nodes: graph.nodes.map((node) => (node.id === id ? { ...node, ...change } : node)) });
const reprompted = changed("scene", { params: { prompt: "The moon" } });

const step = (node: string, more: Partial<TestStep> = {}): TestStep => ({ node, state: "done", startedAt: "2026-11-25T10:00:00Z", ms: 1_200, costMicros: 0, cached: false, say: null, values: [], ...more });
const view = (id: string, more: Partial<TestView> = {}): TestView => ({
  id, versionId: "v1", state: "done", say: null, target: { kind: "all" }, money: null, startedAt: "2026-11-25T10:00:00Z", at: "2026-11-25T10:00:01Z", leftOut: [], approvals: [],
  products: [{ itemId: `item-${id}`, productId: "mug", title: "Mug", photo: null, photos: 1, state: "done", say: null, undecided: [], steps: ["p", "scene", "frame", "o"].map((node) => step(node)) }], ...more,
});
const NONE: ReadonlySet<string> = new Set();

test("a changed setting makes its step old, and everything after it, with the reason; what is before stays", () => {
  expect(Object.fromEntries(staleSteps(graph, reprompted, words))).toEqual({ scene: "Prompt changed", frame: "Generate image changed before it", o: "Generate image changed before it" });
});

test("a name, a place and a note make nothing old; a wire does", () => {
  const renamed = { ...changed("scene", { name: "My scene", position: { x: 900, y: 20 } }), notes: [{ id: "note", position: { x: 0, y: 0 }, width: 100, height: 100, tint: "grey" as const, text: "Hello" }] };
  expect([...staleSteps(graph, renamed, words)]).toEqual([]);
  const cut = { ...graph, edges: graph.edges.filter(({ to }) => to.node !== "frame") };
  expect(Object.fromEntries(staleSteps(graph, cut, words))).toEqual({ frame: "a wire was removed", o: "Resize changed before it" });
});

test("a cell is the newest result of its step, compared with the graph that made it, and stays the same object", () => {
  const partial = view("two", { versionId: "v2", products: view("two").products.map((product) => ({ ...product, steps: [step("p"), step("scene", { ms: 9 })] })) });
  const state = { tests: [partial, view("one")], graphs: { v1: graph, v2: reprompted } };
  const cells = testCells(state, reprompted, words);
  const cell = (node: string) => cells.get("mug")?.get(node);
  expect([cell("scene")?.stale, cell("scene")?.itemId]).toEqual([null, "item-two"]);
  expect(cell("o")?.stale).toBe("Generate image changed before it");
  const again = testCells(state, { ...reprompted, notes: [] }, words, cells);
  expect(again.get("mug")?.get("o")).toBe(cell("o"));
});

test("states have their words, also what is old and what was stopped", () => {
  const cell = (more: Partial<TestStep>, stale: string | null = null) => ({ step: step("scene", more), itemId: "item", stale, after: null });
  expect([stateOf(cell({})), footOf(cell({}))]).toEqual(["done", "Done 1.2 s"]);
  expect([stateOf(cell({}, "Prompt changed")), footOf(cell({}, "Prompt changed"))]).toEqual(["stale", "Stale: Prompt changed"]);
  expect([stateOf(cell({ state: "failed" })), footOf(cell({ state: "failed" }))]).toEqual(["failed", "Failed after 1.2 s"]);
  expect([stateOf(cell({ state: "stopped" })), wordsOf(cell({ state: "stopped" }))]).toEqual(["fresh", "Stopped"]);
});

test("the button knows the maximum of what would run, and else says what is in the way", () => {
  const model = models.all().find(({ capability }) => capability === "image");
  const shelf = { providers: models.all().map(({ provider: id }) => ({ id, title: id, works: true })), folders: [], assets: [] };
  const asked = { graph, kind: "all", selected: NONE, products: [{ id: "mug", photos: 1 }, { id: "hat", photos: null }], cells: new Map() } as const;
  const known = { catalog: nodes, models, shelf };
  const maximum = (plan: ReturnType<typeof planTest>) => ("maximumMicros" in plan ? plan.maximumMicros : plan.blocked);
  expect(model).toBeDefined();
  expect(maximum(planTest(asked, known))).toBeGreaterThan(0);
  expect(maximum(planTest({ ...asked, kind: "to", selected: new Set(["p"]) }, known))).toBe(0);
  expect(maximum(planTest({ ...asked, kind: "only" }, known))).toBe("Choose one step");
  expect(maximum(planTest({ ...asked, products: [] }, known))).toBe("Add a product to test on");
  expect(maximum(planTest({ ...asked, products: [{ id: "mug", photos: 0 }] }, known))).toBe("None of these products has a photo. Add another one");
  expect(maximum(planTest({ ...asked, products: [{ id: "mug", photos: 1 }, { id: "hat", photos: 0 }] }, known))).toBe(Number(maximum(planTest(asked, known))) / 2);
  expect(maximum(planTest({ ...asked, graph: { ...graph, edges: [] } }, known))).toMatch(/is not connected/);
  expect(maximum(planTest(asked, { ...known, shelf: { ...shelf, providers: [] } }))).toMatch(/has no API key/);
  const cells = testCells({ tests: [view("one", { products: ["mug", "hat"].flatMap((productId) => view("one").products.map((product) => ({ ...product, productId }))) })], graphs: { v1: graph } }, graph, words);
  expect(maximum(planTest({ ...asked, kind: "only", selected: new Set(["o"]), cells }, known))).toBe(0);
});

test("what was asked for and has not begun is queued, after the step that it waits for; what a test leaves out is not", () => {
  const product = (state: string, steps: TestStep[]) => view("two").products.map((one) => ({ ...one, state, steps }));
  const shown = (test: TestView, ...before: TestView[]) => Object.fromEntries([...(testCells({ tests: [test, ...before], graphs: { v1: graph } }, graph, words).get("mug") ?? [])].map(([id, cell]) => [id, wordsOf(cell)]));
  const running = view("two", { state: "running", products: product("running", [step("p"), step("scene", { state: "running" })]) });
  expect(shown(running)).toEqual({ p: "Done", scene: "Running", frame: "Queued, after Generate image", o: "Queued, after Resize" });
  expect(shown(running, view("one"))).toEqual(shown(running));
  expect(shown(view("two", { state: "running", products: product("queued", []) })).p).toBe("Queued");
  expect(shown(view("two", { state: "running", target: { kind: "to", node: "scene" }, products: product("queued", []) }))).toEqual({ p: "Queued", scene: "Queued, after Product" });
  expect(shown(view("two", { state: "running", target: { kind: "only", node: "frame" }, products: product("queued", []) }), view("one"))).toMatchObject({ p: "Done", scene: "Done", frame: "Queued", o: "Done" });
  expect(shown(view("two", { state: "running", products: product("failed", [step("p", { state: "failed" })]) }))).toEqual({ p: "Failed" });
  const cells = testCells({ tests: [running], graphs: { v1: graph } }, graph, words);
  const later = { ...running, products: running.products.map((one) => ({ ...one })) };
  expect(testCells({ tests: [later], graphs: { v1: graph } }, graph, words, cells).get("mug")?.get("o")).toBe(cells.get("mug")?.get("o"));
});

test("events come in any order: an older one changes nothing, and a new test comes first", () => {
  const first = withTest(NO_TESTS, view("one", { state: "running", at: "2026-11-25T10:00:05Z" }));
  expect(runningTest(first)?.id).toBe("one");
  expect(withTest(first, view("one", { state: "running", at: "2026-11-25T10:00:04Z" }))).toBe(first);
  const ended = withTest(first, view("one", { at: "2026-11-25T10:00:06Z" }));
  expect(runningTest(ended)).toBeNull();
  expect(withTest(ended, view("two")).tests.map(({ id }) => id)).toEqual(["two", "one"]);
});
