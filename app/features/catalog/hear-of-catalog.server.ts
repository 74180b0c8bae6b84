import { z } from "zod";
import type { Context } from "#app/core/context.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { findShopByDomain } from "../accounts/find-shop.server.ts";

/** A storm of changes is gathered for so long before it is read. */
const GATHER_MS = 3_000;

const Product = z.object({ id: z.union([z.int().positive(), z.string().regex(/^\d{1,18}$/)]) });
const Operation = z.object({ admin_graphql_api_id: z.string().max(200) });

/**
 * Remembers that a product has changed, once however often it is said, or looks at a bulk operation that has ended. What is said is a hint only: the product and
 * the operation are read at Shopify before anything is written, so that a forged or late one changes nothing.
 */
export async function hearOfCatalog(context: Context, said: { readonly topic: string; readonly shop: string; readonly body: unknown }): Promise<string> {
  const shop = await findShopByDomain(context.db, said.shop);
  if (!shop || shop.uninstalledAt) return "ignored: this shop is not connected";
  const { workspaceId } = shop;
  const now = context.clock.now();
  if (said.topic === "bulk_operations/finish") {
    const operation = Operation.safeParse(said.body).data;
    if (!operation) return "ignored: no operation in the body";
    const { count } = await withWorkspace({ db: context.db, workspaceId }, (tx) => tx.catalogSync.updateMany({ where: { operationId: operation.admin_graphql_api_id, state: "running" }, data: { dueAt: now } }));
    return count > 0 ? "done: the file is read" : "ignored: not the operation that is waited for";
  }
  const product = Product.safeParse(said.body).data;
  if (!product) return "ignored: no product in the body";
  await withWorkspace({ db: context.db, workspaceId }, async (tx) => {
    await tx.$executeRaw`insert into "CatalogChange" ("workspaceId", "productId", "heardAt") values (${workspaceId}::uuid, ${BigInt(product.id)}, clock_timestamp()) on conflict ("workspaceId", "productId") do update set "heardAt" = excluded."heardAt"`;
    // Also while the catalog is being read: whoever ends that writes this row too, and so sees the change.
    await tx.$executeRaw`update "CatalogSync" set "dueAt" = least("dueAt", ${new Date(now.getTime() + GATHER_MS)}) where "workspaceId" = ${workspaceId}::uuid`;
  });
  return "done: it is read again";
}
