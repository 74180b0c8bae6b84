import type { ModelCatalog } from "../model.ts";
import { activeGraph } from "./active.ts";
import { flowOf } from "./flow.ts";
import type { SkillGraph } from "./graph.ts";
import type { NodeCatalog } from "./node-catalog.ts";
import { plannedCalls } from "./planned-calls.ts";
import type { Problem } from "./problem.ts";
import { validateGraph } from "./validate.ts";

/** Everything that is wrong with a skill: its graph, and the models that it names. */
export function skillProblems(graph: SkillGraph, { nodes, models }: { readonly nodes: NodeCatalog; readonly models: ModelCatalog }): Problem[] {
  return [...validateGraph(graph, nodes), ...modelProblems(graph, nodes, models)];
}

/** What is wrong with the models that a skill names: unknown or switched off, ending, or asked for what they do not offer. */
function modelProblems(graph: SkillGraph, nodes: NodeCatalog, models: ModelCatalog): Problem[] {
  const active = activeGraph(graph, nodes);
  const flows = flowOf(active, nodes);
  return active.nodes.flatMap((node) => {
    const definition = nodes.get(node.type);
    if (!definition) return []; // said by validateGraph
    return plannedCalls(node, definition, flows.get(node.id)?.inputs ?? new Map()).flatMap((call): Problem[] => {
      const model = models.get(call.model);
      const name = node.name ?? definition.title;
      const at = { node: node.id, field: "model" };
      const successor = model?.successor ? models.get(model.successor)?.title : undefined;
      const fix = successor ? `Use ${successor} instead.` : "Choose another model.";
      if (!model || model.status === "ended") return [{ ...at, code: "model_ended", severity: "error", what: `The model of “${name}” does not exist any more.`, fix }];
      const ending: Problem[] = model.status === "ending" ? [{ ...at, code: "model_ending", severity: "warning", what: `${model.title} will be switched off${model.sunset ? ` on ${model.sunset}` : ""}.`, fix }] : [];
      const offers = call.ratio === null || model.sizes.some(({ ratio }) => ratio === call.ratio);
      const masks = call.mask && !model.mask ? [{ ...at, code: "model_mask", severity: "error", what: `${model.title} takes no mask, so the whole image of “${name}” may change.`, fix: "Choose a model that takes one, or remove the mask." } as const] : [];
      return offers ? [...ending, ...masks] : [...ending, ...masks, { node: node.id, field: "ratio", code: "model_ratio", severity: "error", what: `${model.title} does not make images of ${call.ratio ?? ""}.`, fix: `Choose one of ${[...new Set(model.sizes.map(({ ratio }) => ratio))].join(", ")}.` }];
    });
  });
}
