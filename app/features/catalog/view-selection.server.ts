import type { WorkspaceContext } from "#app/core/context.ts";
import type { Product } from "#app/core/product.ts";
import type { ListLine } from "#app/core/product-list.ts";
import { requireCan } from "#app/core/permissions.ts";
import { itemTitle, itemsWords } from "#app/core/unit-words.ts";
import type { Unit } from "#app/core/unit.ts";
import { productCard } from "./product-card.ts";
import { resolveItems } from "./resolve-items.server.ts";
import { MOST_PRODUCTS } from "./resolve-selection.server.ts";
import type { Selection, SelectionView } from "./views.ts";

/** A first photo with a longer side below this is said to be small (Shopify recommends 2048 for squares). */
export const SMALL_SIDE = 800;
const SHOWN = 12;

/** What a run over a selection would hold with this unit, and which of it cannot be run, before anything starts. A skill that needs no photo runs on products without one too. */
export async function viewSelection(at: WorkspaceContext, selection: Selection, unit: Unit = "product", needsPhoto = true): Promise<SelectionView> {
  requireCan(at.actor, "read");
  const { items, products, label, unmatched, more } = await resolveItems(at, { selection, unit, metafields: [] });
  const bare = items.filter(({ photos }) => needsPhoto && photos.length === 0);
  const small = items.filter(({ photos: [first] }) => first?.width && first.height && Math.max(first.width, first.height) < SMALL_SIDE);
  const usable = items.length - bare.length;
  return {
    selection, unit, label, count: items.length, usable, words: itemsWords(unit, items.length, products),
    products: items.slice(0, SHOWN).map(productCard),
    problems: [
      ...(unmatched.length ? [{ kind: "unmatched" as const, text: `${counted(unmatched.length, "line names", "lines name")} no product of your shop and will be left out`, products: unmatched.map((one) => ({ id: String(one.line), title: lineWords(one) })) }] : []),
      ...(more > 0 ? [{ kind: "more" as const, text: `${counted(more, "product more is", "products more are")} left for the next run: one takes ${MOST_PRODUCTS.toLocaleString("en-US")}`, products: [] }] : []),
      ...(bare.length ? [{ kind: "no-photo" as const, text: `${unit === "variant" ? counted(bare.length, "variant has", "variants have") : counted(bare.length, "product has", "products have")} no photo and will be left out`, products: bare.map(named) }] : []),
      ...(small.length ? [{ kind: "small-photo" as const, text: `${counted(small.length, "photo is", "photos are")} smaller than ${SMALL_SIDE} pixels and may look soft`, products: small.map(named) }] : []),
    ],
  };
}

/** A line of a list as it is shown: "Line 12: alba-vase". */
export function lineWords({ line, value }: ListLine): string {
  return `Line ${line}: ${value}`;
}

function named(product: Product): { id: string; title: string } {
  return { id: product.id, title: itemTitle(product) };
}

function counted(count: number, one: string, many: string): string {
  return `${count.toLocaleString("en-US")} ${count === 1 ? one : many}`;
}
