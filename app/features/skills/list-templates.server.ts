import type { WorkspaceContext } from "#app/core/context.ts";
import { TEMPLATES } from "./templates/templates.ts";
import { templateView } from "./template-view.ts";
import type { TemplateView } from "./views.ts";

/** The templates, in the order in which they are shown. */
export function listTemplates(at: Pick<WorkspaceContext, "nodes" | "models" | "providers">): TemplateView[] {
  return TEMPLATES.map((template) => templateView(at, template));
}
