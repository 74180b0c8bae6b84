import type { GraphChange } from "#app/core/skill/change.ts";
import { diffGraphs, type DiffWords } from "#app/core/skill/diff.ts";
import { edgeId, type SkillEdge, type SkillGraph } from "#app/core/skill/graph.ts";
import { dependenciesOf, stepsAfter } from "#app/core/skill/mentions.ts";
import { nameOf } from "#app/core/skill/problem.ts";
import { queuedSteps } from "./test-queue.ts";
import type { ShownStep, TestState } from "./test-view.ts";

/** What the newest test says of a step for one product. */
export interface TestCell {
  readonly step: ShownStep;
  readonly itemId: string;
  /** Why it is not what the step would give now; null where it is. */
  readonly stale: string | null;
  /** Of a step that is queued: the step that it comes after, by name. */
  readonly after: string | null;
}

/** The newest result of each step, by product and then by step. */
export type TestCells = ReadonlyMap<string, ReadonlyMap<string, TestCell>>;

/**
 * The steps whose results are old after a change of the graph, with the reason: something of the step itself, or
 * of one before it. Names, notes and places change no result.
 */
export function staleSteps(tested: SkillGraph, now: SkillGraph, words: DiffWords): ReadonlyMap<string, string> {
  const reasons = new Map<string, string>();
  const wires = new Map([...tested.edges, ...now.edges].map((edge) => [edgeId(edge), edge]));
  for (const change of diffGraphs(tested, now, words)) {
    const own = reasonOf(change, wires);
    if (own && !reasons.has(own.step)) reasons.set(own.step, own.why);
  }
  const needs = dependenciesOf(now, words.nodes);
  for (const [id] of [...reasons]) {
    const node = now.nodes.find((one) => one.id === id);
    if (node) for (const after of stepsAfter(id, needs)) if (!reasons.has(after)) reasons.set(after, `${nameOf(node, words.nodes.get(node.type))} changed before it`);
  }
  return reasons;
}

function reasonOf({ of, mark, id, values }: GraphChange, wires: ReadonlyMap<string, SkillEdge>): { readonly step: string; readonly why: string } | null {
  if (of === "wire") return { step: wires.get(id)?.to.node ?? "", why: mark === "removed" ? "a wire was removed" : "a wire was added" };
  if (of !== "step") return null;
  if (mark !== "changed") return mark === "added" ? { step: id, why: "it is new" } : null;
  const telling = values.filter(({ title, field }) => field !== null || title !== "Name").map(({ title }) => title);
  return telling.length > 0 ? { step: id, why: `${telling.join(", ")} changed` } : null;
}

const NOT_BEGUN: Omit<ShownStep, "node"> = { state: "queued", startedAt: "", ms: 0, costMicros: 0, cached: false, say: null, values: [] };

/** The newest result of each step for each product, and whether the graph has changed since. A cell of `before` that is the same is kept, so that its card is not drawn again. */
export function testCells({ tests, graphs }: Pick<TestState, "tests" | "graphs">, now: SkillGraph, words: DiffWords, before: TestCells | null = null): TestCells {
  const cells = new Map<string, Map<string, TestCell>>();
  const stale = new Map<string, ReadonlyMap<string, string>>();
  const reason = (versionId: string, node: string) => {
    const tested = graphs[versionId];
    const reasons = stale.get(versionId) ?? (tested ? staleSteps(tested, now, words) : new Map<string, string>());
    stale.set(versionId, reasons);
    return reasons.get(node) ?? null;
  };
  for (const [place, test] of tests.entries()) {
    const { versionId, products } = test;
    for (const product of products) {
      const { itemId, productId, steps } = product;
      const of = cells.get(productId) ?? new Map<string, TestCell>();
      cells.set(productId, of);
      for (const step of steps) {
        if (of.has(step.node)) continue;
        const stale = step.state === "done" ? reason(versionId, step.node) : null;
        const old = before?.get(productId)?.get(step.node);
        of.set(step.node, old?.step === step && old.stale === stale ? old : { step, itemId, stale, after: null });
      }
      const tested = graphs[versionId];
      const had = (node: string) => tests.slice(place + 1).some(({ products: earlier }) => earlier.some((one) => one.productId === productId && one.steps.some((step) => step.node === node && step.state === "done")));
      for (const [node, after] of tested ? queuedSteps(test, product, { tested, catalog: words.nodes, had }) : []) {
        if (of.has(node)) continue;
        const old = before?.get(productId)?.get(node);
        of.set(node, old?.step.state === "queued" && old.itemId === itemId && old.after === after ? old : { step: { ...NOT_BEGUN, node }, itemId, stale: null, after });
      }
    }
  }
  return cells;
}
