import type { SkillGraph } from "#app/core/skill/graph.ts";
import { dependenciesOf } from "#app/core/skill/mentions.ts";
import type { NodeCatalog } from "#app/core/skill/node-catalog.ts";
import { nameOf } from "#app/core/skill/problem.ts";
import { stepsNeeded, testedPart } from "#app/core/skill/test-target.ts";
import type { TestView } from "./test-view.ts";

const GOING: readonly string[] = ["queued", "running", "waiting"];

/**
 * The steps of a product that a test was asked for and has not begun, each with the name of a step that it comes
 * after, or null where nothing is before it. `had` names the steps that have a result in an earlier test.
 */
export function queuedSteps({ state, target }: Pick<TestView, "state" | "target">, product: TestView["products"][number], { tested, catalog, had }: { readonly tested: SkillGraph; readonly catalog: NodeCatalog; readonly had: (node: string) => boolean }): ReadonlyMap<string, string | null> {
  if ((state !== "running" && state !== "paused") || !GOING.includes(product.state)) return new Map();
  const part = testedPart(tested, catalog, target);
  const wanted = target.kind === "only" ? stepsNeeded(part, catalog, target.node, had) : new Set(part.nodes.map(({ id }) => id));
  const taken = (id: string) => target.kind === "only" && id !== target.node && had(id);
  const done = (id: string) => taken(id) || product.steps.some(({ node, state: now }) => node === id && now === "done");
  const needs = dependenciesOf(part, catalog);
  const nameById = new Map(part.nodes.map((node) => [node.id, nameOf(node, catalog.get(node.type))]));
  return new Map(part.nodes.filter(({ id }) => wanted.has(id) && !taken(id) && !product.steps.some(({ node }) => node === id)).map(({ id }) => {
    const before = needs.find(({ from, to }) => to === id && !done(from));
    return [id, before ? nameById.get(before.from) ?? null : null];
  }));
}
