import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { AppError } from "#app/core/errors.ts";
import { startRun, StartRun } from "#app/features/runs/start-run.server.ts";
import { readJson } from "#app/routes/answer.server.ts";
import { answerExtension } from "./edge.server.ts";
import { ProductIds } from "./product-ids.ts";

const RunRequest = StartRun.pick({ versionId: true, answers: true, requestKey: true }).extend({ productIds: ProductIds, capMicros: z.int().min(0) });

/** Starts a run that costs at most what was shown. */
export const action = ({ request }: ActionFunctionArgs) => answerExtension(request, async (at) => {
  const { productIds, ...order } = await readJson(request, RunRequest);
  return startRun(at, { ...order, selection: { kind: "products", ids: productIds } });
});

/** Remix sends a preflight to the loader; there is nothing to read here. */
export const loader = ({ request }: LoaderFunctionArgs) => answerExtension(request, async () => { throw new AppError("not_found", "nothing to read"); });
