import type { ActionFunctionArgs, LoaderFunctionArgs } from "@remix-run/node";
import { z } from "zod";
import { planPublication } from "#app/features/publications/plan-publication.server.ts";
import { startPublication } from "#app/features/publications/start-publication.server.ts";
import { StartPublication } from "#app/features/publications/views.ts";
import { readJson } from "#app/routes/answer.server.ts";
import { answerExtension } from "./edge.server.ts";

const Outputs = z.array(z.uuid()).min(1).max(60);

/** What publishing these images would change. Nothing is written. */
export const loader = ({ request }: LoaderFunctionArgs) => answerExtension(request, async (at) => {
  const outputIds = Outputs.parse(new URL(request.url).searchParams.get("outputs")?.split(","));
  const { rows } = await planPublication(at, { outputIds });
  return {
    products: rows.map(({ productId, title, now, outputs, blocked }) => ({
      productId, title, blocked, now: now.flatMap(({ url, alt }) => (url ? [{ url, alt }] : [])), outputs: outputs.map(({ id, altText }) => ({ id, altText })),
    })),
  };
});

/** Publishes as planned. */
export const action = ({ request }: ActionFunctionArgs) => answerExtension(request, async (at) => startPublication(at, await readJson(request, StartPublication)));
