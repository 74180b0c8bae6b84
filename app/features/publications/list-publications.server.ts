import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { publicationRows, WITH_FIGURES } from "./publication-rows.server.ts";
import type { PublicationRow } from "./views.ts";

const PAGE = 20;

/** A page of publications, newest first. `after` is the id of the last one shown. */
export async function listPublications(at: WorkspaceContext, input: { after: string | null }): Promise<{ publications: PublicationRow[]; next: string | null }> {
  requireCan(at.actor, "read");
  return withWorkspace(at, async (tx) => {
    const found = await tx.publication.findMany({ orderBy: { number: "desc" }, take: PAGE + 1, include: WITH_FIGURES, ...(input.after ? { cursor: { id: input.after }, skip: 1 } : {}) });
    const shown = found.slice(0, PAGE);
    return { publications: await publicationRows(tx, at, shown), next: found.length > PAGE ? shown.at(-1)?.id ?? null : null };
  });
}
