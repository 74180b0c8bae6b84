import { AppError } from "#app/core/errors.ts";
import type { ShopClient, ShopProduct } from "#app/core/ports/shop-gateway.ts";
import { Product, type ProductPhoto } from "#app/core/product.ts";
import { unitWord, type Unit } from "#app/core/unit.ts";
import type { Selected } from "./resolve-selection.server.ts";

/** Products whose variants are asked for at once: more would cost more than one query may. */
const PAGE = 15;
/** The most items of one run that are made of products. */
export const MOST_ITEMS = 10_000;

/** Products as the items of a run freeze them, in the order of the products: one each, one for each photo, or one for each variant. Those without a photo have none of these to stand for and are there as they are. `chosen` names the variants or photos that are meant alone. */
export async function itemsOf(shop: Pick<ShopClient, "variantsOf" | "photosOf">, products: readonly ShopProduct[], unit: Unit, chosen: Pick<Selected, "variants" | "photos">): Promise<Product[]> {
  const items: Product[] = [];
  for (let from = 0; from < products.length; from += PAGE) {
    const page = products.slice(from, from + PAGE);
    if (unit === "variant") items.push(...await perVariant(shop, page, chosen.variants));
    else if (unit === "image") for (const product of page) items.push(...await perPhoto(shop, product, chosen.photos));
    else items.push(...page.map(frozen));
    if (items.length > MOST_ITEMS) throw tooMany(unit);
  }
  return items;
}

/** What an item keeps: not how many media there were. */
function frozen(product: ShopProduct): Product {
  return Product.parse(product);
}

async function perPhoto(shop: Pick<ShopClient, "photosOf">, product: ShopProduct, chosen: ReadonlySet<string> | null): Promise<Product[]> {
  // A product is read with its first ten media.
  const photos = product.mediaCount > 10 ? await shop.photosOf(product.id) : product.photos;
  const of = photos.length;
  return of === 0 ? [frozen(product)] : photos.map((photo, at) => ({ ...frozen(product), photos: firstOf(photo, product.photos), photo: { number: at + 1, of } })).filter((_item, at) => chosen?.has(photos[at]?.id ?? "") ?? true);
}

async function perVariant(shop: Pick<ShopClient, "variantsOf">, page: readonly ShopProduct[], chosen: ReadonlyMap<string, ReadonlySet<string>>): Promise<Product[]> {
  const variants = await shop.variantsOf(page.map(({ id }) => id));
  return page.flatMap((product) => (variants.get(product.id) ?? []).filter(({ id }) => chosen.get(product.id)?.has(id) ?? true).map(({ photo, ...variant }) => ({ ...frozen(product), photos: photo ? firstOf(photo, product.photos) : product.photos, variant })));
}

function firstOf(photo: ProductPhoto, photos: readonly ProductPhoto[]): ProductPhoto[] {
  return [photo, ...photos.filter(({ id }) => id !== photo.id)];
}

function tooMany(unit: Unit): AppError {
  return new AppError("too_large", "too many items", { field: "selection", say: `These products have more than ${MOST_ITEMS.toLocaleString("en-US")} ${unitWord(unit)}s, the most of one run. Choose fewer products.` });
}
