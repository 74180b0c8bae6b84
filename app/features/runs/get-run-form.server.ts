import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { planGraph } from "#app/core/skill/plan.ts";
import { quoteOf } from "#app/core/skill/quote.ts";
import { questionsOf } from "#app/core/skill/questions.ts";
import { workingKey } from "../keys/key-for-call.server.ts";
import { newestVersion } from "../skills/runnable-version.server.ts";
import type { RunFormView } from "./views.ts";

/** The run form of a skill's newest version: its questions, and what happens to each product. */
export async function getRunForm(at: WorkspaceContext, input: { skillId: string }): Promise<RunFormView> {
  requireCan(at.actor, "run");
  const version = await newestVersion(at, input.skillId);
  const steps = planGraph(version.graph, at.nodes).flat().map(({ node }) => {
    const definition = at.nodes.get(node.type);
    return { title: node.name ?? definition?.title ?? node.type, detail: definition?.description ?? "" };
  });
  const quote = quoteOf(version.graph, at.nodes, at.models, 1);
  const keys = await Promise.all(quote.providers.map(async (provider) => ({ provider, title: at.providers.get(provider)?.title ?? provider, works: (await workingKey(at, provider)) !== undefined })));
  return { each: quote, keys, skillId: version.skillId, skillName: version.skillName, versionId: version.id, version: version.number, steps, questions: questionsOf(version.graph, at.nodes) };
}
