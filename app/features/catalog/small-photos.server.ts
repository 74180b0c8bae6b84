import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** Products of the mirror whose first photo has fewer pixels on its longer side, at most `most`, by id. Throws catalog_unread before the catalog was read whole for the first time. */
export async function smallPhotos(at: WorkspaceContext, { below, most }: { readonly below: number; readonly most: number }): Promise<string[]> {
  return withWorkspace(at, async (tx) => {
    const sync = await tx.catalogSync.findUnique({ where: { workspaceId: at.workspaceId }, select: { wholeAt: true } });
    if (!sync?.wholeAt) throw new AppError("catalog_unread", "the catalog was never read whole", { field: "selection" });
    const rows = await tx.$queryRaw<{ id: string }[]>`
      select "productId"::text as "id" from "CatalogProduct" p where "imageWidth" is not null and greatest("imageWidth", "imageHeight") < ${below} order by p."productId" limit ${most}`;
    return rows.map(({ id }) => `gid://shopify/Product/${id}`);
  });
}
