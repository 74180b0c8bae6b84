import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { Assignment, assignOutputs } from "#app/features/reviews/assign-outputs.server.ts";
import { commentOutput, OutputComment } from "#app/features/reviews/comment-output.server.ts";
import { getOutput } from "#app/features/reviews/get-output.server.ts";
import { markOutputs, readOutputs } from "#app/features/reviews/list-outputs.server.ts";
import { PlaceKey } from "#app/features/reviews/review-filter.ts";
import { MOST_AT_ONCE, quoteRedos, redoOutputs, RedoOrder } from "#app/features/runs/redo-outputs.server.ts";
import { act, readJson } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";
import { filterIn } from "./review-query.server.ts";

const Ids = z.string().max(8_000).transform((ids) => ids.split(",")).pipe(z.array(z.uuid()).max(200));
/** A part of a list, all of it in brief (`all`), or what stands beside an image (`output`). */
const Query = z.object({ all: z.literal("1").optional(), output: z.uuid().optional(), from: PlaceKey.optional(), until: PlaceKey.optional(), since: z.iso.datetime().optional(), keep: Ids.optional() });

const ReviewRequest = z.discriminatedUnion("do", [
  z.object({ do: z.literal("quote"), ids: z.array(z.uuid()).min(1).max(MOST_AT_ONCE, `At most ${MOST_AT_ONCE} images at once`) }),
  RedoOrder.extend({ do: z.literal("redo") }),
  Assignment.extend({ do: z.literal("assign") }),
  OutputComment.extend({ do: z.literal("comment") }),
]);

/** What review reads while it is open. */
export async function loader({ request }: LoaderFunctionArgs) {
  const at = await requireWorkspace(request);
  const url = new URL(request.url);
  const { data, init } = await act(at, async () => {
    const { all, output, from = null, until = null, since, keep = [] } = Query.parse(Object.fromEntries(url.searchParams));
    if (output !== undefined) return getOutput(at, { outputId: output });
    if (all !== undefined) return markOutputs(at, { filter: filterIn(url) });
    return readOutputs(at, { filter: filterIn(url), from, until, stays: { since: since === undefined ? at.clock.now() : new Date(since), ids: keep } });
  });
  return Response.json(data, init ?? {});
}

/** What can be done with images besides deciding. */
export async function action({ request }: ActionFunctionArgs) {
  const at = await requireWorkspace(request);
  const { data, init } = await act(at, async () => {
    const asked = await readJson(request, ReviewRequest);
    switch (asked.do) {
      case "quote": return quoteRedos(at, { ids: asked.ids });
      case "redo": return redoOutputs(at, { redos: asked.redos, note: asked.note });
      case "assign": return assignOutputs(at, { ids: asked.ids, memberId: asked.memberId });
      case "comment": return commentOutput(at, { outputId: asked.outputId, text: asked.text });
    }
  });
  return Response.json(data, init ?? {});
}
