import { randomUUID } from "node:crypto";
import type { WorkspaceContext } from "#app/core/context.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";

/** So many are taken at once. */
const MOST = 2_000;
/** Longer than its runs take to be written. */
const HELD_MS = 600_000;

export type NewsKind = "product-created" | "image-added";

/** What happened to products of the shop: taken together, and known by `batch` from then on, whoever takes it again. */
export interface NewsBatch {
  readonly batch: string;
  readonly news: readonly { readonly kind: NewsKind; readonly productId: bigint; readonly mediaId: bigint; readonly heardAt: Date }[];
}

type Row = NewsBatch["news"][number];

/**
 * Takes news of a workspace that are due: all that are there as soon as the oldest is, so that a storm is one batch.
 * Nobody else has them for ten minutes; a batch that was not ended by then is taken again as it was.
 */
export async function takeNews(at: WorkspaceContext): Promise<NewsBatch | undefined> {
  const now = at.clock.now();
  const held = new Date(now.getTime() + HELD_MS);
  return withWorkspace(at, async (tx) => {
    await tx.$executeRaw`select 1 from "CatalogSync" where "workspaceId" = ${at.workspaceId}::uuid for no key update`;
    const again = await tx.catalogEvent.findFirst({ where: { batch: { not: null }, dueAt: { lte: now } }, orderBy: { id: "asc" }, select: { batch: true } });
    const batch = again?.batch ?? randomUUID();
    const news = again
      ? await tx.$queryRaw<Row[]>`update "CatalogEvent" set "dueAt" = ${held} where "batch" = ${batch}::uuid returning "kind", "productId", "mediaId", "heardAt"`
      : await tx.$queryRaw<Row[]>`
        update "CatalogEvent" set "batch" = ${batch}::uuid, "dueAt" = ${held}
         where "id" in (select "id" from "CatalogEvent" where "batch" is null and exists (select from "CatalogEvent" d where d."batch" is null and d."dueAt" <= ${now}) order by "id" limit ${MOST})
        returning "kind", "productId", "mediaId", "heardAt"`;
    return news.length > 0 ? { batch, news } : undefined;
  });
}

/** A batch has started all that it starts. */
export async function endNews(tx: Tx, batch: string): Promise<void> {
  await tx.catalogEvent.deleteMany({ where: { batch } });
}

/** A batch is looked at again later. */
export async function postponeNews(tx: Tx, batch: string, dueAt: Date): Promise<void> {
  await tx.catalogEvent.updateMany({ where: { batch }, data: { dueAt } });
}

/** A fact of the mirror that products must have. */
export interface NewsFilter {
  readonly field: "vendor" | "type" | "tag" | "status";
  readonly value: string;
}

/** Which of these products the mirror still has, and which of them have a fact; as Shopify's ids, in the order of their numbers. */
export async function mirroredAmong(tx: Tx, ids: readonly bigint[], filter: NewsFilter | null): Promise<string[]> {
  const field = filter?.field ?? "";
  const value = (filter?.value ?? "").trim().toLowerCase();
  const rows = await tx.$queryRaw<{ id: string }[]>`
    select 'gid://shopify/Product/' || p."productId" as "id" from "CatalogProduct" p
     where p."productId" = any(${[...ids]}::bigint[]) and case ${field}
       when 'vendor' then lower(p."vendor") = ${value} when 'type' then lower(p."type") = ${value} when 'status' then lower(p."status") = ${value}
       when 'tag' then exists (select from unnest(p."tags") t where lower(t) = ${value}) else true end
     order by p."productId"`;
  return rows.map(({ id }) => id);
}
