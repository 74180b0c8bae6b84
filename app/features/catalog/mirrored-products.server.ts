import type { WorkspaceContext } from "#app/core/context.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { requireMirror } from "./require-mirror.server.ts";

interface Id {
  readonly id: string;
}

/** Products of the mirror whose first photo has fewer pixels on its longer side, at most `most`, by id. Throws catalog_unread before the catalog was read whole for the first time. */
export async function smallPhotos(at: WorkspaceContext, { below, most }: { readonly below: number; readonly most: number }): Promise<string[]> {
  return withWorkspace(at, async (tx) => {
    await requireMirror(tx, at.workspaceId);
    return gids(await tx.$queryRaw<Id[]>`
      select "productId"::text as "id" from "CatalogProduct" p where "imageWidth" is not null and greatest("imageWidth", "imageHeight") < ${below} order by p."productId" limit ${most}`);
  });
}

/** Products of the mirror whose first media is no photo, at most `most`, by id. Throws catalog_unread. */
export async function withoutPhoto(at: WorkspaceContext, { most }: { readonly most: number }): Promise<string[]> {
  return withWorkspace(at, async (tx) => {
    await requireMirror(tx, at.workspaceId);
    return gids(await tx.$queryRaw<Id[]>`select "productId"::text as "id" from "CatalogProduct" p where "imageUrl" is null order by p."productId" limit ${most}`);
  });
}

/**
 * Products of the mirror, with something to show, of which no run of a skill has made anything: the first `most` by id,
 * and how many there are. A live test is no run. Throws catalog_unread.
 */
export async function notProcessed(at: WorkspaceContext, { skillId, most }: { readonly skillId: string; readonly most: number }): Promise<{ ids: string[]; all: number }> {
  return withWorkspace(at, async (tx) => {
    await requireMirror(tx, at.workspaceId);
    const rows = await tx.$queryRaw<(Id & { all: number })[]>`
      select p."productId"::text as "id", count(*) over ()::int as "all" from "CatalogProduct" p
       where p."media" > 0 and not exists (
         select from "Item" i join "Run" r on r."id" = i."runId" where i."productId" = 'gid://shopify/Product/' || p."productId" and i."state" = 'done' and r."skillId" = ${skillId}::uuid and r."kind" <> 'test')
       order by p."productId" limit ${most}`;
    return { ids: gids(rows), all: rows[0]?.all ?? 0 };
  });
}

function gids(rows: readonly Id[]): string[] {
  return rows.map(({ id }) => `gid://shopify/Product/${id}`);
}
