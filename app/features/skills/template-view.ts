import type { WorkspaceContext } from "#app/core/context.ts";
import { quoteOf } from "#app/core/skill/quote.ts";
import type { Template } from "./templates/template.ts";
import type { TemplateView } from "./views.ts";

/** A template with the pictures that it really made (public/templates, remade by `npm run pictures`). One that needs a key shows the photo alone: what it makes is known after the merchant's own first run. */
export function templateView(at: Pick<WorkspaceContext, "nodes" | "models" | "providers">, { id, category, name, line, description, graph }: Template): TemplateView {
  const { providers: [provider], expectedMicros } = quoteOf(graph, at.nodes, at.models, 1);
  const needs = provider === undefined ? null : { provider: at.providers.get(provider)?.title ?? provider, eachMicros: expectedMicros };
  return { id, category, name, line, description, needs, before: needs ? "/templates/white-square-before.webp" : `/templates/${id}-before.webp`, after: needs ? null : `/templates/${id}-after.webp` };
}
