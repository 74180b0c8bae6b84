import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { productValues } from "#app/core/text-template.ts";
import { openShop } from "../accounts/open-shop.server.ts";
import { productCard } from "./product-card.ts";
import type { SampleProductView } from "./views.ts";

/** Pages of 25 products: enough to say what is often empty, and read in a moment. */
const PAGES = 2;
const PAGE = 25;

/** The first products of the shop with the values that a prompt may mention, to preview prompts on. A workspace without a shop has none. */
export async function sampleProducts(at: WorkspaceContext): Promise<SampleProductView[]> {
  requireCan(at.actor, "read");
  const shop = await openShop(at);
  const found: SampleProductView[] = [];
  let after: string | null = null;
  for (let page = 0; page < PAGES; page += 1) {
    const { items, next } = await shop.products({ query: "", after, first: PAGE });
    found.push(...items.map((product) => ({ id: product.id, title: product.title, photo: productCard(product).photo, values: productValues(product, 1) })));
    if (!next) break;
    after = next;
  }
  return found;
}
