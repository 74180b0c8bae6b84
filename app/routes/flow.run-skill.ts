import type { ActionFunctionArgs } from "@remix-run/node";
import { toAppError } from "#app/core/errors.ts";
import { FlowOrder, runFromFlow } from "#app/features/runs/run-from-flow.server.ts";
import { readSigned } from "#app/platform/shopify/signed-body.server.ts";
import { web } from "./process.server.ts";

const MAX_BYTES = 100_000;
/** Flow hangs up after 10 seconds and asks again; until then the answer must be there. */
const ANSWER_MS = 8_000;
const AGAIN_SECONDS = "30";

/**
 * A step of a Shopify Flow workflow: 200 once its run is written, also the second time; 429 asks Flow to come
 * again; any other 4xx ends the step there with our sentence.
 */
export async function action({ request }: ActionFunctionArgs) {
  const { SHOPIFY_API_SECRET, SHOPIFY_API_SECRET_OLD } = web.env;
  const signed = await readSigned(request, SHOPIFY_API_SECRET_OLD ? [SHOPIFY_API_SECRET, SHOPIFY_API_SECRET_OLD] : [SHOPIFY_API_SECRET], MAX_BYTES);
  if (!signed.ok) return new Response(null, { status: signed.status });
  const order = FlowOrder.safeParse(signed.json);
  if (!order.success) return Response.json({ error: "Choose a product and write the name of a skill." }, { status: 422 });
  return Promise.race([ran(order.data), late()]);
}

/** Remix answers a GET of a route without a loader with 400; Flow only posts. */
export function loader() {
  return new Response(null, { status: 405, headers: { allow: "POST" } });
}

async function ran(order: Parameters<typeof runFromFlow>[1]): Promise<Response> {
  try {
    return Response.json(await runFromFlow(web.context, order));
  } catch (thrown) {
    const error = toAppError(thrown);
    web.context.log.warn({ error, actionRunId: order.action_run_id }, "a workflow's step did not start a run");
    return error.retryable ? later() : Response.json({ error: error.say }, { status: error.status });
  }
}

/** A shop that answers slowly: the run goes on being written, and the next request finds it. */
function late(): Promise<Response> {
  return new Promise((resolve) => setTimeout(() => resolve(later()), ANSWER_MS).unref());
}

function later(): Response {
  return new Response(null, { status: 429, headers: { "retry-after": AGAIN_SECONDS } });
}
