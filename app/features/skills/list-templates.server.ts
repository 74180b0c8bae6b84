import type { WorkspaceContext } from "#app/core/context.ts";
import { quoteOf } from "#app/core/skill/quote.ts";
import { TEMPLATES } from "./templates/templates.ts";
import type { TemplateView } from "./views.ts";

/** The templates, with the pictures that they really made (public/templates, remade by `npm run pictures`). One that needs a key shows the photo alone: what it makes is known after the merchant's own first run. */
export function listTemplates(at: Pick<WorkspaceContext, "nodes" | "models" | "providers">): TemplateView[] {
  return TEMPLATES.map(({ id, name, line, description, graph }) => {
    const { providers: [provider], expectedMicros } = quoteOf(graph, at.nodes, at.models, 1);
    const needs = provider === undefined ? null : { provider: at.providers.get(provider)?.title ?? provider, eachMicros: expectedMicros };
    return { id, name, line, description, needs, before: needs ? "/templates/white-square-before.webp" : `/templates/${id}-before.webp`, after: needs ? null : `/templates/${id}-after.webp` };
  });
}
