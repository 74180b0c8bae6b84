import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { openShop } from "../accounts/open-shop.server.ts";
import { productCard } from "./product-card.ts";
import { textSearch } from "./selection-query.ts";
import type { ProductCardView } from "./views.ts";

const PAGE = 24;

/** A page of the shop's products for the picker. */
export async function searchProducts(at: WorkspaceContext, input: { query: string; after: string | null }): Promise<{ products: ProductCardView[]; next: string | null }> {
  requireCan(at.actor, "read");
  const shop = await openShop(at);
  const page = await shop.products({ query: textSearch(input.query), after: input.after, first: PAGE });
  return { products: page.items.map(productCard), next: page.next };
}
