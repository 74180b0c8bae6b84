import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { decideOutputs, Decision } from "#app/features/reviews/decide-outputs.server.ts";
import { listOutputs } from "#app/features/reviews/list-outputs.server.ts";
import { readJson } from "#app/routes/answer.server.ts";
import { answerExtension } from "./edge.server.ts";
import { outputAnswer } from "./output-answer.server.ts";

/** The images of a run, in the order of review. */
export const loader = ({ request }: LoaderFunctionArgs) => answerExtension(request, async (at) => {
  const runId = z.uuid().parse(new URL(request.url).searchParams.get("run"));
  const { outputs, total } = await listOutputs(at, { state: null, runId, after: null });
  return { outputs: outputs.map(outputAnswer), total };
});

/** Approves, rejects or takes a decision back. */
export const action = ({ request }: ActionFunctionArgs) => answerExtension(request, async (at) => decideOutputs(at, await readJson(request, Decision)));
