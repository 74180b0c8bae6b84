/** Puts many products more into a run, each with one image that waits: copies of the run's first one, with places of their own. */
export async function manyOutputs(look: (sql: string, values: unknown[]) => Promise<unknown>, runId: string, many: number): Promise<void> {
  await look(`
    with first as (select o.* from "Output" o join "Item" i on i."id" = o."itemId" where o."runId" = $1 order by i."position", o."index" limit 1),
         last as (select max("position") as "at" from "Item" where "runId" = $1),
         added as (
           insert into "Item" ("workspaceId", "runId", "position", "productId", "product", "state", "finishedAt")
           select i."workspaceId", i."runId", last."at" + n, 'gid://shopify/Product/9' || n, jsonb_set(i."product", '{title}', to_jsonb((i."product"->>'title') || ' ' || n)), 'done', now()
             from first join "Item" i on i."id" = first."itemId" cross join last cross join generate_series(1, $2::int) n
           returning "id", "workspaceId", "position")
    insert into "Output" ("workspaceId", "runId", "itemId", "index", "hash", "sourceHash", "mime", "width", "height", "fileName", "altText", "expiresAt", "createdAt")
    select added."workspaceId", first."runId", added."id", 0, first."hash", first."sourceHash", first."mime", first."width", first."height", first."fileName", first."altText", first."expiresAt", first."createdAt" from added cross join first`, [runId, many]);
}
