import type { WorkspaceContext } from "#app/core/context.ts";
import type { SkillGraph } from "#app/core/skill/graph.ts";
import { needsPhoto } from "#app/core/skill/needs-photo.ts";
import { quoteOf } from "#app/core/skill/quote.ts";
import { workingKey } from "../keys/key-for-call.server.ts";
import type { RunQuoteView } from "./views.ts";

/** What one product costs, which of the keys it needs work, and whether it needs a photo. Throws like quoteOf. */
export async function runQuote(at: WorkspaceContext, graph: SkillGraph): Promise<RunQuoteView> {
  const each = quoteOf(graph, at.nodes, at.models, 1);
  const keys = await Promise.all(each.providers.map(async (provider) => ({ provider, title: at.providers.get(provider)?.title ?? provider, works: (await workingKey(at, provider)) !== undefined })));
  return { each, keys, needsPhoto: needsPhoto(graph, at.nodes) };
}
