import type { WorkspaceContext } from "#app/core/context.ts";
import type { ListLine, ProductList } from "#app/core/product-list.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { requireMirror } from "./require-mirror.server.ts";

/** What a line of a list stands for: a product, and of it one variant where the line is a SKU. */
export interface ListedProduct {
  readonly line: number;
  readonly productId: string;
  readonly variantId: string | null;
}

/**
 * The products that the lines of a list name, in its order, and the lines that name none. A handle counts before a SKU
 * of the same name; a SKU that several products have stands for all of them. One statement for the whole list. Throws
 * catalog_unread.
 */
export async function listedProducts(at: WorkspaceContext, { by, lines }: ProductList): Promise<{ found: ListedProduct[]; unmatched: ListLine[] }> {
  const rows = await withWorkspace(at, async (tx) => {
    await requireMirror(tx, at.workspaceId);
    return tx.$queryRaw<ListedProduct[]>`
      with wish as (select "line", "value" from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb) as w("line" int, "value" text)),
           by_handle as (select w."line", p."productId", null::bigint as "variantId" from wish w join "CatalogProduct" p on p."handle" = lower(w."value") where ${by} <> 'sku')
      select "line", 'gid://shopify/Product/' || "productId" as "productId", 'gid://shopify/ProductVariant/' || "variantId" as "variantId" from (
        select * from by_handle union all
        select w."line", v."productId", v."variantId" from wish w join "CatalogVariant" v on v."sku" = w."value" where ${by} <> 'handle' and not exists (select from by_handle h where h."line" = w."line")
      ) matched order by "line", "productId", "variantId"`;
  });
  const matched = new Set(rows.map(({ line }) => line));
  return { found: rows, unmatched: lines.filter(({ line }) => !matched.has(line)) };
}
