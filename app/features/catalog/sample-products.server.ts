import type { WorkspaceContext } from "#app/core/context.ts";
import type { MetafieldDefinition } from "#app/core/metafield.ts";
import { requireCan } from "#app/core/permissions.ts";
import type { ShopClient } from "#app/core/ports/shop-gateway.ts";
import type { Product } from "#app/core/product.ts";
import { productValues } from "#app/core/text-template.ts";
import { openShop } from "../accounts/open-shop.server.ts";
import { productCard } from "./product-card.ts";
import { withMetafields } from "./product-metafields.server.ts";
import type { ShopSampleView } from "./views.ts";

/** Pages of 25 products: enough to say what is often empty, and read in a moment. */
const PAGES = 2;
const PAGE = 25;
/** Pages of 250 metafield definitions; an app may see so many. */
const DEFINITION_PAGES = 4;

/** The first products of the shop with the values that a prompt may mention, among them these metafields (namespace.key), to preview prompts on; and which metafields there are. */
export async function sampleProducts(at: WorkspaceContext, { metafields }: { readonly metafields: readonly string[] }): Promise<ShopSampleView> {
  requireCan(at.actor, "read");
  const shop = await openShop(at);
  const products = await withMetafields(shop, await firstProducts(shop), metafields);
  return {
    samples: products.map((product) => ({ id: product.id, title: product.title, photo: productCard(product).photo, values: productValues(product, 1) })),
    metafields: await definitionsOf(shop),
  };
}

async function firstProducts(shop: ShopClient): Promise<Product[]> {
  const found: Product[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES; page += 1) {
    const { items, next } = await shop.products({ query: "", after, first: PAGE });
    found.push(...items);
    if (!next) break;
    after = next;
  }
  return found;
}

async function definitionsOf(shop: ShopClient): Promise<MetafieldDefinition[]> {
  const found: MetafieldDefinition[] = [];
  let after: string | null = null;
  for (let page = 0; page < DEFINITION_PAGES; page += 1) {
    const { items, next } = await shop.metafieldDefinitions({ after });
    found.push(...items);
    if (!next) break;
    after = next;
  }
  return found;
}
