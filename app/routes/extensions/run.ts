import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { cancelRun } from "#app/features/runs/cancel-run.server.ts";
import { getRun } from "#app/features/runs/get-run.server.ts";
import { readJson } from "#app/routes/answer.server.ts";
import { absolute, answerExtension, named } from "./edge.server.ts";

/** How many of its products are named. */
const SHOWN = 8;
const StopRequest = z.object({ do: z.literal("cancel") });

/** A run as it stands now. */
export const loader = ({ request, params }: LoaderFunctionArgs) => answerExtension(request, async (at) => {
  const { id, number, skillName, state, say, counts, itemCount, awaiting, asking, money, needs, secondsLeft, items } = await getRun(at, { runId: named(params, "runId") });
  return {
    id, number, skillName, state, say, itemCount, awaiting, asking, secondsLeft, done: counts.done, left: counts.queued + counts.running + counts.waiting, money,
    // What waits goes on by itself, or is asked for by name (asking).
    needs: needs.filter((need) => need.state !== "waiting").map((need) => ({ say: need.say, products: need.items.length })),
    items: items.slice(0, SHOWN).map((item) => ({ title: item.title, state: item.state, photo: item.photo, image: item.output ? absolute(item.output.medium) : null, costMicros: item.costMicros })),
  };
});

/** Stops it: finished images are kept. */
export const action = ({ request, params }: ActionFunctionArgs) => answerExtension(request, async (at) => {
  await readJson(request, StopRequest);
  await cancelRun(at, { runId: named(params, "runId") });
  return { did: "cancelled" };
});
