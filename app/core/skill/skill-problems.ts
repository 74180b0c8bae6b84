import type { ModelCatalog } from "../model.ts";
import { connectedInputs, type SkillGraph } from "./graph.ts";
import type { NodeCatalog } from "./node-catalog.ts";
import { validateGraph, type Problem } from "./validate.ts";

/** Everything that is wrong with a skill: its graph, and the models that it names. */
export function skillProblems(graph: SkillGraph, { nodes, models }: { readonly nodes: NodeCatalog; readonly models: ModelCatalog }): Problem[] {
  return [...validateGraph(graph, nodes), ...modelProblems(graph, nodes, models)];
}

/** What is wrong with the models that a skill names: unknown or switched off, ending, or asked for what they do not offer. */
function modelProblems(graph: SkillGraph, nodes: NodeCatalog, models: ModelCatalog): Problem[] {
  return graph.nodes.flatMap((node) => {
    const definition = nodes.get(node.type);
    if (!definition?.params.safeParse(node.params).success) return []; // said by validateGraph
    return definition.calls(node.params, connectedInputs(graph, node.id)).flatMap((call): Problem[] => {
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
