import type { WorkspaceContext } from "#app/core/context.ts";
import type { Product } from "#app/core/product.ts";
import type { Unit } from "#app/core/unit.ts";
import { openShop } from "../accounts/open-shop.server.ts";
import { itemsOf } from "./items-of.server.ts";
import { withMetafields } from "./product-metafields.server.ts";
import { selectedProducts } from "./resolve-selection.server.ts";
import type { Selection } from "./views.ts";

/** What a run over a selection would freeze as it is now: its items in Shopify's order, with these metafields (namespace.key) of each, and how many products they are of. */
export async function resolveItems(at: WorkspaceContext, order: { readonly selection: Selection; readonly unit: Unit; readonly metafields: readonly string[] }): Promise<{ items: Product[]; products: number }> {
  const shop = await openShop(at);
  const products = await withMetafields(shop, await selectedProducts(at, shop, order.selection), order.metafields);
  return { items: await itemsOf(shop, products, order.unit), products: products.length };
}
