import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { questionsOf } from "#app/core/skill/questions.ts";
import { nodeView } from "./node-view.ts";
import { templateView } from "./template-view.ts";
import { TEMPLATES } from "./templates/templates.ts";
import type { TemplateDetailView } from "./views.ts";

/** One template with its graph, as its page shows it. Throws not_found. */
export function getTemplate(at: Pick<WorkspaceContext, "nodes" | "models" | "providers">, input: { templateId: string }): TemplateDetailView {
  const template = TEMPLATES.find(({ id }) => id === input.templateId);
  if (!template) throw new AppError("not_found", "no such template", { say: "This template is not here any more. Choose another one." });
  const { graph } = template;
  return {
    ...templateView(at, template), nodes: graph.nodes.map((node) => nodeView(at, node, graph, undefined)), edges: graph.edges,
    asks: questionsOf(graph, at.nodes).map(({ question }) => question.label),
  };
}
