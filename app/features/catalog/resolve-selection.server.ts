import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import type { ShopClient, ShopProduct } from "#app/core/ports/shop-gateway.ts";
import type { Product } from "#app/core/product.ts";
import { readProductList, type ListLine } from "#app/core/product-list.ts";
import { openShop } from "../accounts/open-shop.server.ts";
import { listedProducts } from "./listed-products.server.ts";
import { notProcessed, smallPhotos, withoutPhoto } from "./mirrored-products.server.ts";
import { withMetafields } from "./product-metafields.server.ts";
import { savedSelection } from "./saved-selection.server.ts";
import { isMeant, labelOf, searchOf } from "./selection-query.ts";
import type { PlainSelection, Selection } from "./views.ts";

/** Products of one page: with their media a larger one would cost more than one query may (1000 points). */
const PAGE = 25;
/** The most products of one run that are read while the merchant waits. */
export const MOST_PRODUCTS = 2500;

/** What a selection stands for now. */
export interface Selected {
  /** In words: Collection “Lamps”. */
  readonly label: string;
  readonly products: readonly ShopProduct[];
  /** Lines of a list that name no product of the shop. */
  readonly unmatched: readonly ListLine[];
  /** Variants that lines of a list name, by the id of their product; a product that is not in it is meant whole. */
  readonly variants: ReadonlyMap<string, ReadonlySet<string>>;
  /** Photos that are meant alone, or null for all. */
  readonly photos: ReadonlySet<string> | null;
  /** How many more there are than one run takes. */
  readonly more: number;
}

/** The products of a selection as they are now, in Shopify's order, with these metafields (namespace.key) of each. Deleted ones are simply not there. */
export async function resolveSelection(at: WorkspaceContext, selection: Selection, metafields: readonly string[] = []): Promise<Product[]> {
  const shop = await openShop(at);
  return withMetafields(shop, (await selectedProducts(at, shop, selection)).products, metafields);
}

/** A selection as the shop is now: what the mirror finds is read there before it counts. Throws too_large beyond MOST_PRODUCTS, catalog_unread, and not_found for a saved one that was deleted. */
export async function selectedProducts(at: WorkspaceContext, shop: ShopClient, selection: Selection): Promise<Selected> {
  if (selection.kind !== "saved") return { ...NOTHING, label: labelOf(selection), ...await found(at, shop, selection) };
  const { name, selection: plain } = await savedSelection(at, selection.id);
  return { ...NOTHING, ...await found(at, shop, plain), label: `“${name}”: ${labelOf(plain)}` };
}

const NOTHING = { unmatched: [], variants: new Map<string, ReadonlySet<string>>(), photos: null, more: 0 };

async function found(at: WorkspaceContext, shop: ShopClient, selection: PlainSelection): Promise<Pick<Selected, "products"> & Partial<Selected>> {
  switch (selection.kind) {
    case "products": return { products: await productsById(shop, selection.ids), photos: selection.photos ? new Set(selection.photos) : null };
    // The mirror may be behind: what is there now decides.
    case "small-photo": return { products: (await mirrored(shop, await smallPhotos(at, { below: selection.below, most: MOST_PRODUCTS + 1 }))).filter(({ photos: [first] }) => first?.width && first.height && Math.max(first.width, first.height) < selection.below) };
    case "no-photo": return { products: (await mirrored(shop, await withoutPhoto(at, { most: MOST_PRODUCTS + 1 }))).filter(({ photos }) => photos.length === 0) };
    case "not-processed": {
      const { ids, all } = await notProcessed(at, { skillId: selection.skillId, most: MOST_PRODUCTS });
      return { products: await productsById(shop, ids), more: all - ids.length };
    }
    case "list": return listed(at, shop, selection.text);
    case "collection": case "tag": case "vendor": case "type": case "status": case "search": return { products: await searched(shop, selection) };
  }
}

async function listed(at: WorkspaceContext, shop: ShopClient, text: string): Promise<Pick<Selected, "products" | "unmatched" | "variants">> {
  const list = readProductList(text);
  const { found: rows, unmatched } = await listedProducts(at, list);
  const products = await mirrored(shop, rows.map(({ productId }) => productId));
  const there = new Set(products.map(({ id }) => id));
  const gone = new Set(rows.filter(({ productId }) => !there.has(productId)).map(({ line }) => line));
  const whole = new Set(rows.filter(({ variantId }) => variantId === null).map(({ productId }) => productId));
  const variants = new Map<string, Set<string>>();
  for (const { productId, variantId } of rows) if (variantId !== null && !whole.has(productId)) variants.set(productId, (variants.get(productId) ?? new Set()).add(variantId));
  return { products, variants, unmatched: [...unmatched, ...list.lines.filter(({ line }) => gone.has(line))].sort((a, b) => a.line - b.line) };
}

async function searched(shop: ShopClient, selection: PlainSelection): Promise<ShopProduct[]> {
  const products: ShopProduct[] = [];
  const query = searchOf(selection) ?? "";
  for (let after: string | null = null; ;) {
    const page: { items: readonly ShopProduct[]; next: string | null } = await shop.products({ query, after, first: PAGE });
    products.push(...page.items.filter((product) => isMeant(selection, product)));
    if (products.length > MOST_PRODUCTS) throw tooLarge();
    if (!page.next) return products;
    after = page.next;
  }
}

async function mirrored(shop: ShopClient, ids: readonly string[]): Promise<ShopProduct[]> {
  if (new Set(ids).size > MOST_PRODUCTS) throw tooLarge();
  return productsById(shop, ids);
}

async function productsById(shop: ShopClient, ids: readonly string[]): Promise<ShopProduct[]> {
  const wanted = [...new Set(ids)];
  const all: ShopProduct[] = [];
  for (let from = 0; from < wanted.length; from += PAGE) all.push(...await shop.productsById(wanted.slice(from, from + PAGE)));
  return all;
}

function tooLarge(): AppError {
  return new AppError("too_large", "selection too large", { field: "selection", say: `This selection has more than ${MOST_PRODUCTS.toLocaleString("en-US")} products, the most of one run. Choose a smaller one.` });
}
