import type { WorkspaceContext } from "#app/core/context.ts";
import type { Product } from "#app/core/product.ts";
import { requireCan } from "#app/core/permissions.ts";
import { productCard } from "./product-card.ts";
import { resolveSelection } from "./resolve-selection.server.ts";
import { labelOf } from "./selection-query.ts";
import type { Selection, SelectionView } from "./views.ts";

/** A first photo with a longer side below this is said to be small (Shopify recommends 2048 for squares). */
export const SMALL_SIDE = 800;
const SHOWN = 12;

/** What a selection holds and which of its products cannot be run, before anything starts. */
export async function viewSelection(at: WorkspaceContext, selection: Selection): Promise<SelectionView> {
  requireCan(at.actor, "read");
  const products = await resolveSelection(at, selection);
  const bare = products.filter(({ photos }) => photos.length === 0);
  const small = products.filter(({ photos: [first] }) => first?.width && first.height && Math.max(first.width, first.height) < SMALL_SIDE);
  return {
    selection, label: labelOf(selection), count: products.length, usable: products.length - bare.length,
    products: products.slice(0, SHOWN).map(productCard),
    problems: [
      ...(bare.length ? [{ kind: "no-photo" as const, text: `${counted(bare.length, "product has", "products have")} no photo and will be left out`, products: bare.map(named) }] : []),
      ...(small.length ? [{ kind: "small-photo" as const, text: `${counted(small.length, "photo is", "photos are")} smaller than ${SMALL_SIDE} pixels and may look soft`, products: small.map(named) }] : []),
    ],
  };
}

function named({ id, title }: Product): { id: string; title: string } {
  return { id, title };
}

function counted(count: number, one: string, many: string): string {
  return `${count} ${count === 1 ? one : many}`;
}
