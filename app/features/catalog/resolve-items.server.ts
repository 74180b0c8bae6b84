import type { WorkspaceContext } from "#app/core/context.ts";
import type { Product } from "#app/core/product.ts";
import type { Unit } from "#app/core/unit.ts";
import { openShop } from "../accounts/open-shop.server.ts";
import { itemsOf } from "./items-of.server.ts";
import { withMetafields } from "./product-metafields.server.ts";
import { selectedProducts, type Selected } from "./resolve-selection.server.ts";
import type { Selection } from "./views.ts";

/** What a run over a selection would freeze. */
export interface SelectedItems extends Pick<Selected, "label" | "unmatched" | "more"> {
  /** In Shopify's order, or in that of a list. */
  readonly items: readonly Product[];
  /** Of how many products they are. */
  readonly products: number;
}

/** A selection as items, as the shop is now, with these metafields (namespace.key) of each product. Throws like selectedProducts, and too_large beyond MOST_ITEMS. */
export async function resolveItems(at: WorkspaceContext, order: { readonly selection: Selection; readonly unit: Unit; readonly metafields: readonly string[] }): Promise<SelectedItems> {
  const shop = await openShop(at);
  const { products, variants, photos, ...rest } = await selectedProducts(at, shop, order.selection);
  const items = await itemsOf(shop, await withMetafields(shop, products, order.metafields), order.unit, { variants, photos });
  return { ...rest, items, products: products.length };
}
