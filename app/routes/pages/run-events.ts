import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { getRun } from "#app/features/runs/get-run.server.ts";
import { getTest } from "#app/features/runs/get-test.server.ts";
import { watchRun, watchTest } from "#app/features/runs/watch-run.server.ts";
import { answer } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";

const Params = z.object({ runId: z.uuid() });

/** `of=test` asks for a live test with its steps. */
const Query = z.object({ of: z.literal("test").optional() });

/** The run as a stream of its whole state, each event from the database. 204 once there is nothing more to come. */
export async function loader({ request, params }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  const { runId } = Params.parse(params);
  const { of } = await answer(() => Query.parse(Object.fromEntries(new URL(request.url).searchParams)));
  const [read, watch] = of === "test" ? [getTest, watchTest] : [getRun, watchRun];
  const first = await answer<{ readonly state: string }>(() => read(at, { runId }));
  const over = first.state === "done" || first.state === "cancelled";
  if (over && request.headers.get("last-event-id")) return new Response(null, { status: 204 });
  const stop = new AbortController();
  request.signal.addEventListener("abort", () => stop.abort());
  const encoder = new TextEncoder();
  const body = new ReadableStream<Uint8Array>({
    async start(controller) {
      try {
        for await (const run of watch(at, { runId }, stop.signal)) controller.enqueue(encoder.encode(`id: ${Date.parse(run.at)}\ndata: ${JSON.stringify(run)}\n\n`));
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
