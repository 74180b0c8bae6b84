import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { getRun } from "#app/features/runs/get-run.server.ts";
import { watchRun } from "#app/features/runs/watch-run.server.ts";
import { answer } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";

const Params = z.object({ runId: z.uuid() });

/** The run as a stream of its whole state, each event from the database. 204 once there is nothing more to come. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  const { runId } = Params.parse(params);
  const first = await answer(() => getRun(at, { runId }));
  const over = first.state === "done" || first.state === "cancelled";
  if (over && request.headers.get("last-event-id")) return new Response(null, { status: 204 });
  const stop = new AbortController();
  request.signal.addEventListener("abort", () => stop.abort());
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      try {
        for await (const run of watchRun(at, { runId }, stop.signal)) controller.enqueue(encoder.encode(`id: ${Date.parse(run.at)}\ndata: ${JSON.stringify(run)}\n\n`));
        controller.close();
      } catch (error) {
        if (stop.signal.aborted) return;
        at.log.warn({ error, runId }, "a run's stream broke off; the page connects again");
        controller.error(error);
      }
    },
    cancel: () => stop.abort(),
  });
  return new Response(body, { headers: { "content-type": "text/event-stream", "cache-control": "no-store", "x-accel-buffering": "no" } });
}
