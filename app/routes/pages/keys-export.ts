import type { LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { isMonth } from "#app/core/money.ts";
import { exportCalls } from "#app/features/calls/export-calls.server.ts";
import { answer } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";

const Query = z.object({ month: z.string().refine(isMonth, "A month looks like 2026-11") });

/** A month's calls as a CSV file, sent as it is read. The page fetches it with the sign-in of its surface; a plain link would have no token. */
export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  const { month, pages, first } = await answer(async () => {
    const query = Query.parse(Object.fromEntries(new URL(request.url).searchParams));
    const calls = exportCalls(at, query);
    // The first part before the answer: a refusal is an answer then, and not a broken file.
    return { month: query.month, pages: calls, first: await calls.next() };
  });
  const encoder = new TextEncoder();
  let next: Promise<IteratorResult<string, void>> | undefined = Promise.resolve(first);
  const body = new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const { done, value } = await (next ?? pages.next());
        next = undefined;
        if (done) controller.close();
        else controller.enqueue(encoder.encode(value));
      } catch (error) {
        at.log.error({ error }, "an export broke off");
        controller.error(error);
      }
    },
    cancel: async () => { await pages.return(); },
  });
  return new Response(body, {
    headers: {
      "content-type": "text/csv; charset=utf-8", "content-disposition": `attachment; filename="piccaso-calls-${month}.csv"`,
      "cache-control": "no-store", "x-content-type-options": "nosniff",
    },
  });
}
