import type { WorkspaceContext } from "#app/core/context.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";

/** Which news of the shop somebody waits for. */
export interface Listening {
  readonly products: boolean;
  readonly images: boolean;
}

/** Says which news are kept from now on, in the caller's transaction; those that were kept before keep their beginning. A catalog that was never read is asked for. */
export async function listenToCatalog(tx: Tx, { workspaceId, clock }: Pick<WorkspaceContext, "workspaceId" | "clock">, { products, images }: Listening): Promise<void> {
  const now = clock.now();
  await tx.$executeRaw`insert into "CatalogSync" ("workspaceId", "askedAt", "dueAt") values (${workspaceId}::uuid, ${now}, ${now}) on conflict do nothing`;
  // Who begins to listen knows of no photo yet: what was added while nobody listened is told by its date.
  if (images) await tx.$executeRaw`update "CatalogProduct" set "mediaIds" = '{}' where "mediaIds" <> '{}' and exists (select from "CatalogSync" where "imagesSince" is null)`;
  await tx.$executeRaw`
    update "CatalogSync" set "productsSince" = case when ${products} then coalesce("productsSince", ${now}) end, "imagesSince" = case when ${images} then coalesce("imagesSince", ${now}) end where "workspaceId" = ${workspaceId}::uuid`;
}
