import { AppError } from "#app/core/errors.ts";
import type { Micros } from "#app/core/money.ts";
import type { SkillGraph } from "#app/core/skill/graph.ts";
import type { ModelCatalog } from "#app/core/model.ts";
import type { NodeCatalog } from "#app/core/skill/node-catalog.ts";
import { testedPart, testQuote, type TestTarget } from "#app/core/skill/test-target.ts";
import { partProblems } from "#app/core/skill/validate.ts";
import type { TestCells } from "./test-cells.ts";
import { hasPhoto, type TestedProduct } from "./test-view.ts";
import type { Shelf } from "./types.ts";

/** What a test would do now: what it runs and costs at most in micro-dollars, or why it cannot start. */
export type TestPlan = { readonly target: TestTarget; readonly maximumMicros: Micros } | { readonly blocked: string };

interface Asked {
  readonly graph: SkillGraph;
  readonly kind: TestTarget["kind"];
  readonly selected: ReadonlySet<string>;
  readonly products: readonly Pick<TestedProduct, "id" | "photos">[];
  readonly cells: TestCells;
}

/** Plans a test as the server would, so that the button can say its maximum or what is in the way. */
export function planTest({ graph, kind, selected, products: chosen, cells }: Asked, { catalog, models, shelf }: { readonly catalog: NodeCatalog; readonly models: ModelCatalog; readonly shelf: Shelf }): TestPlan {
  const [step, second] = graph.nodes.filter(({ id }) => selected.has(id));
  if (kind !== "all" && (!step || second)) return { blocked: "Choose one step" };
  const target: TestTarget = kind === "all" || !step ? { kind: "all" } : { kind, node: step.id };
  if (chosen.length === 0) return { blocked: "Add a product to test on" };
  const products = chosen.filter(hasPhoto);
  if (products.length === 0) return { blocked: "None of these products has a photo. Add another one" };
  const part = testedPart(graph, catalog, target);
  if (part.nodes.length === 0) return { blocked: "Nothing runs here: a step is bypassed or stopped" };
  const error = partProblems(part, catalog).find(({ severity }) => severity === "error");
  if (error) return { blocked: error.what };
  const known = (node: string) => target.kind === "only" && node !== target.node && products.every(({ id }) => cells.get(id)?.get(node)?.step.state === "done");
  try {
    const quote = testQuote(part, { nodes: catalog, models }, products.length, known);
    const missing = quote.providers.map((id) => shelf.providers.find((one) => one.id === id) ?? { title: id, works: false }).find(({ works }) => !works);
    return missing ? { blocked: `${missing.title} has no API key. Add a key, or choose a model whose key is connected.` } : { target, maximumMicros: quote.maximumMicros };
  } catch (thrown) {
    if (thrown instanceof AppError) return { blocked: thrown.say };
    throw thrown;
  }
}
