import type { CatalogPart } from "#app/core/ports/shop-catalog.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";

/** Products whose ids end a whole reading at a time; a single statement over a large catalog would hold its rows for long. */
const SWEPT = 10_000;

/** Writes products and variants as they are at Shopify now: those that are known are replaced. One statement each, whatever their number. */
export async function writeEntries(tx: Tx, of: { readonly workspaceId: string; readonly generation: number }, { products, variants }: Pick<CatalogPart, "products" | "variants">): Promise<void> {
  const rows = [...new Map(products.map((one) => [one.productId, one])).values()].map(({ image, ...one }) => ({ ...one, imageUrl: image?.url ?? null, imageWidth: image?.width ?? null, imageHeight: image?.height ?? null }));
  if (rows.length > 0) {
    await tx.$executeRaw`
      insert into "CatalogProduct" ("workspaceId", "productId", "title", "handle", "vendor", "type", "status", "tags", "media", "imageUrl", "imageWidth", "imageHeight", "changedAt", "generation")
      select ${of.workspaceId}::uuid, "productId", "title", "handle", "vendor", "type", "status", "tags", "media", "imageUrl", "imageWidth", "imageHeight", "changedAt", ${of.generation}
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as r("productId" bigint, "title" text, "handle" text, "vendor" text, "type" text, "status" text, "tags" text[], "media" int, "imageUrl" text, "imageWidth" int, "imageHeight" int, "changedAt" timestamptz)
      on conflict ("workspaceId", "productId") do update set "title" = excluded."title", "handle" = excluded."handle", "vendor" = excluded."vendor", "type" = excluded."type", "status" = excluded."status", "tags" = excluded."tags",
        "media" = excluded."media", "imageUrl" = excluded."imageUrl", "imageWidth" = excluded."imageWidth", "imageHeight" = excluded."imageHeight", "changedAt" = excluded."changedAt", "generation" = excluded."generation"`;
  }
  const children = [...new Map(variants.map((one) => [one.variantId, one])).values()];
  if (children.length > 0) {
    await tx.$executeRaw`
      insert into "CatalogVariant" ("workspaceId", "variantId", "productId", "sku", "generation")
      select ${of.workspaceId}::uuid, "variantId", "productId", "sku", ${of.generation} from jsonb_to_recordset(${JSON.stringify(children)}::jsonb) as r("variantId" bigint, "productId" bigint, "sku" text)
      on conflict ("workspaceId", "variantId") do update set "productId" = excluded."productId", "sku" = excluded."sku", "generation" = excluded."generation"`;
  }
}

/** Writes what was asked for by id: products that did not come are gone, and so are variants of those that came whole. */
export async function replaceEntries(tx: Tx, of: { readonly workspaceId: string; readonly generation: number }, asked: readonly string[], part: CatalogPart): Promise<void> {
  await writeEntries(tx, of, part);
  const there = part.products.map(({ productId }) => productId);
  const gone = asked.filter((id) => !there.includes(id));
  const whole = [...gone, ...there.filter((id) => !part.moreVariants.includes(id))];
  await tx.$executeRaw`delete from "CatalogVariant" where "productId" = any(${whole}::bigint[]) and not ("variantId" = any(${part.variants.map(({ variantId }) => variantId)}::bigint[]))`;
  if (gone.length > 0) await tx.$executeRaw`delete from "CatalogProduct" where "productId" = any(${gone}::bigint[])`;
}

/** Removes some of what the last whole reading did not see; gives how many, 0 when nothing is left. */
export async function dropUnseen(tx: Tx, generation: number): Promise<number> {
  const variants = await tx.$executeRaw`delete from "CatalogVariant" where ("workspaceId", "variantId") in (select "workspaceId", "variantId" from "CatalogVariant" where "generation" <> ${generation} limit ${SWEPT})`;
  const products = await tx.$executeRaw`delete from "CatalogProduct" where ("workspaceId", "productId") in (select "workspaceId", "productId" from "CatalogProduct" where "generation" <> ${generation} limit ${SWEPT})`;
  return variants + products;
}
