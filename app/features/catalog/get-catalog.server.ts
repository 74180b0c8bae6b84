import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { SMALL_SIDE } from "./view-selection.server.ts";
import type { CatalogView } from "./views.ts";

/** How far the mirror of the catalog is, and what it holds. */
export async function getCatalog(at: WorkspaceContext): Promise<CatalogView> {
  requireCan(at.actor, "read");
  return withWorkspace(at, async (tx) => {
    const sync = await tx.catalogSync.findUnique({ where: { workspaceId: at.workspaceId } });
    const [counted] = await tx.$queryRaw<{ products: number; noPhoto: number; smallPhoto: number }[]>`
      select count(*)::int as "products", (count(*) filter (where "imageUrl" is null))::int as "noPhoto",
             (count(*) filter (where greatest("imageWidth", "imageHeight") < ${SMALL_SIDE}))::int as "smallPhoto" from "CatalogProduct"`;
    const reading = !sync || sync.state === "asked" || sync.state === "running" || sync.state === "reading";
    return {
      state: reading ? "reading" : sync.state === "failed" ? "failed" : "whole", say: sync?.say ?? null, wholeAt: sync?.wholeAt?.toISOString() ?? null,
      products: counted?.products ?? 0, noPhoto: counted?.noPhoto ?? 0, smallPhoto: counted?.smallPhoto ?? 0, smallSide: SMALL_SIDE,
    };
  });
}
