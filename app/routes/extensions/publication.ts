import type { LoaderFunctionArgs } from "@remix-run/node";
import { getPublication } from "#app/features/publications/get-publication.server.ts";
import { answerExtension, named } from "./edge.server.ts";

/** How far a publication is. */
export const loader = ({ request, params }: LoaderFunctionArgs) => answerExtension(request, async (at) => {
  const { id, number, images, working, failed, rows } = await getPublication(at, { publicationId: named(params, "publicationId") });
  return { id, number, images, state: working > 0 ? "working" : failed > 0 ? "failed" : "published", say: rows.find(({ state }) => state === "failed")?.say ?? null };
});
