import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import type { ShopClient, ShopProduct } from "#app/core/ports/shop-gateway.ts";
import type { Product } from "#app/core/product.ts";
import { openShop } from "../accounts/open-shop.server.ts";
import { withMetafields } from "./product-metafields.server.ts";
import { searchOf } from "./selection-query.ts";
import { smallPhotos } from "./small-photos.server.ts";
import type { Selection } from "./views.ts";

/** Products of one page: with their media a larger one would cost more than one query may (1000 points). */
const PAGE = 25;
/** The most products of one run that are read while the merchant waits. */
export const MOST_PRODUCTS = 2500;

/** The products of a selection as they are now, in Shopify's order, with these metafields (namespace.key) of each. Deleted ones are simply not there. */
export async function resolveSelection(at: WorkspaceContext, selection: Selection, metafields: readonly string[] = []): Promise<Product[]> {
  const shop = await openShop(at);
  return withMetafields(shop, await selectedProducts(at, shop, selection), metafields);
}

/** The products of a selection as the shop gives them. Throws too_large beyond MOST_PRODUCTS. */
export async function selectedProducts(at: WorkspaceContext, shop: ShopClient, selection: Selection): Promise<ShopProduct[]> {
  if (selection.kind === "products") return productsById(shop, selection.ids);
  if (selection.kind === "small-photo") {
    const found = await smallPhotos(at, { below: selection.below, most: MOST_PRODUCTS + 1 });
    if (found.length > MOST_PRODUCTS) throw tooLarge();
    // The mirror may be behind: what is there now decides.
    return (await productsById(shop, found)).filter(({ photos: [first] }) => first?.width && first.height && Math.max(first.width, first.height) < selection.below);
  }
  const products: ShopProduct[] = [];
  const query = searchOf(selection) ?? "";
  for (let after: string | null = null; ;) {
    const page: { items: readonly ShopProduct[]; next: string | null } = await shop.products({ query, after, first: PAGE });
    products.push(...page.items);
    if (products.length > MOST_PRODUCTS) throw tooLarge();
    if (!page.next) return products;
    after = page.next;
  }
}

async function productsById(shop: ShopClient, ids: readonly string[]): Promise<ShopProduct[]> {
  const wanted = [...new Set(ids)];
  const found: ShopProduct[] = [];
  for (let from = 0; from < wanted.length; from += PAGE) found.push(...await shop.productsById(wanted.slice(from, from + PAGE)));
  return found;
}

function tooLarge(): AppError {
  return new AppError("too_large", "selection too large", { field: "selection", say: `This selection has more than ${MOST_PRODUCTS} products. Choose a smaller one.` });
}
