import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { versionById } from "../skills/runnable-version.server.ts";
import type { Answers } from "./answers.ts";
import { fittingGraph } from "./check-answers.ts";
import { runQuote } from "./run-quote.server.ts";
import type { RunQuoteView } from "./views.ts";

/** What a product costs with these answers: the same as startRun would hold the run to. Throws invalid_input where one does not fit, model_ended and model_unpriced. */
export async function quoteAnswers(at: WorkspaceContext, input: { versionId: string; answers: Answers }): Promise<RunQuoteView> {
  requireCan(at.actor, "run");
  const { graph } = await versionById(at, input.versionId);
  return runQuote(at, fittingGraph(at, graph, input.answers));
}
