import type { WorkspaceContext } from "#app/core/context.ts";
import { isOwnMedia } from "#app/core/own-media.ts";
import type { AddedMedia, CatalogPart } from "#app/core/ports/shop-catalog.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";
import type { HeldSync } from "./held-sync.server.ts";
import { replaceEntries } from "./store.server.ts";

/** A storm of news is gathered for so long before it starts anything. */
const GATHER_MS = 15_000;
/** Media of one product that are remembered as seen. */
const MOST_SEEN = 250;

type At = Pick<WorkspaceContext, "workspaceId" | "clock">;
type Held = Pick<HeldSync, "generation" | "wholeAt" | "productsSince" | "imagesSince">;

/**
 * Writes what was read of products, and what of it is news to somebody: products that were not in the mirror, and
 * photos that were not seen on their product. Both in one commit, held by the catalog's epoch, so that each is told
 * once. A photo that a publication of ours added is known by its name and is no news, whichever is committed first
 * (ADR 0031). `photos` are the newest of each product, asked for only while somebody listens.
 */
export async function writeNews(tx: Tx, at: At, held: Held, asked: readonly string[], part: CatalogPart, photos: readonly AddedMedia[]): Promise<void> {
  if (held.productsSince && held.wholeAt) await keepProducts(tx, at, part.products.map(({ productId }) => productId));
  const seen = held.imagesSince ? await keepPhotos(tx, at, held.imagesSince, asked, photos) : [];
  await replaceEntries(tx, { workspaceId: at.workspaceId, generation: held.generation }, asked, part);
  if (seen.length > 0) {
    await tx.$executeRaw`
      update "CatalogProduct" p set "mediaIds" = s."ids" from (select "id", array_agg("one"::bigint) as "ids" from jsonb_to_recordset(${JSON.stringify(seen)}::jsonb) as r("id" bigint, "ids" jsonb) cross join jsonb_array_elements_text(r."ids") as "one" group by 1) s where p."productId" = s."id"`;
  }
}

async function keepProducts(tx: Tx, { workspaceId, clock }: At, ids: readonly string[]): Promise<void> {
  const now = clock.now();
  await tx.$executeRaw`
    insert into "CatalogEvent" ("workspaceId", "kind", "productId", "heardAt", "dueAt")
    select ${workspaceId}::uuid, 'product-created', "id", ${now}, ${due(now)} from unnest(${[...ids]}::bigint[]) as "id" where not exists (select from "CatalogProduct" p where p."productId" = "id") on conflict do nothing`;
}

/** Gives the photos that are seen from now on, by product. */
async function keepPhotos(tx: Tx, { workspaceId, clock }: At, since: Date, asked: readonly string[], photos: readonly AddedMedia[]): Promise<{ id: string; ids: string[] }[]> {
  const now = clock.now();
  const rows = await tx.catalogProduct.findMany({ where: { productId: { in: asked.map(BigInt) } }, select: { productId: true, mediaIds: true } });
  const known = new Map(rows.map(({ productId, mediaIds }) => [String(productId), mediaIds.map(String)]));
  // Of a product that was never looked at the time tells what was there before.
  const added = photos.filter(({ productId, mediaId, createdAt }) => (known.get(productId)?.length ? !known.get(productId)?.includes(mediaId) : createdAt >= since));
  const news = added.filter(({ url }) => !isOwnMedia(url)).map(({ productId, mediaId }) => ({ productId, mediaId }));
  await tx.$executeRaw`
    insert into "CatalogEvent" ("workspaceId", "kind", "productId", "mediaId", "heardAt", "dueAt")
    select ${workspaceId}::uuid, 'image-added', "productId", "mediaId", ${now}, ${due(now)} from jsonb_to_recordset(${JSON.stringify(news)}::jsonb) as r("productId" bigint, "mediaId" bigint) on conflict do nothing`;
  const seen = new Map<string, string[]>();
  for (const { productId, mediaId } of photos) seen.set(productId, [...(seen.get(productId) ?? known.get(productId) ?? []).filter((id) => id !== mediaId), mediaId]);
  return [...seen].map(([id, ids]) => ({ id, ids: ids.slice(-MOST_SEEN) }));
}

function due(now: Date): Date {
  return new Date(now.getTime() + GATHER_MS);
}
