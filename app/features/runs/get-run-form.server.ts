import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { decidesPrice } from "#app/core/skill/binding-problems.ts";
import type { SkillGraph } from "#app/core/skill/graph.ts";
import { planGraph } from "#app/core/skill/plan.ts";
import { newestVersion } from "../skills/runnable-version.server.ts";
import { runQuestions } from "./run-questions.ts";
import { runQuote } from "./run-quote.server.ts";
import type { RunFormView } from "./views.ts";

/** The run form of a skill's newest version: its questions, and what happens to each product. */
export async function getRunForm(at: WorkspaceContext, input: { skillId: string }): Promise<RunFormView> {
  requireCan(at.actor, "run");
  const { graph, ...version } = await newestVersion(at, input.skillId);
  const steps = planGraph(graph, at.nodes).flat().map(({ node }) => {
    const definition = at.nodes.get(node.type);
    return { title: node.name ?? definition?.title ?? node.type, detail: definition?.description ?? "" };
  });
  return {
    ...(await runQuote(at, graph)), skillId: version.skillId, skillName: version.skillName, description: version.description, versionId: version.id, version: version.number, steps,
    questions: runQuestions(at, graph), pricedBy: pricedBy(at, graph),
  };
}

function pricedBy(at: Pick<WorkspaceContext, "nodes">, { nodes }: SkillGraph): string[] {
  return nodes.flatMap(({ id, type, bindings }) => {
    const definition = at.nodes.get(type);
    return Object.entries(bindings).flatMap(([setting, { from }]) => (from === "runner" && definition && decidesPrice(definition, setting) ? [`${id}.${setting}`] : []));
  });
}
