import { MOST_METAFIELDS } from "#app/core/metafield.ts";
import { metafieldText } from "#app/core/metafield-text.ts";
import type { ShopClient } from "#app/core/ports/shop-gateway.ts";
import type { Product } from "#app/core/product.ts";

/** What one query may ask for: 25 products with 20 metafields each cost under 600 of 1000 points. */
const PRODUCTS = 25;
const KEYS = 20;

/** These products with the named metafields (namespace.key) as text; empty where a product has none. Without names nothing is asked. */
export async function withMetafields<P extends Product>(shop: Pick<ShopClient, "productMetafields">, products: readonly P[], named: readonly string[]): Promise<P[]> {
  const wanted = named.slice(0, MOST_METAFIELDS);
  if (wanted.length === 0) return [...products];
  const found: P[] = [];
  for (let from = 0; from < products.length; from += PRODUCTS) {
    const page = products.slice(from, from + PRODUCTS);
    const texts = new Map(page.map(({ id }): [string, Record<string, string>] => [id, Object.fromEntries(wanted.map((name) => [name, ""]))]));
    for (let key = 0; key < wanted.length; key += KEYS) {
      const values = await shop.productMetafields(page.map(({ id }) => id), wanted.slice(key, key + KEYS));
      for (const [id, metafields] of values) {
        const of = texts.get(id);
        for (const one of metafields) if (of && Object.hasOwn(of, nameOf(one))) of[nameOf(one)] = metafieldText(one.type, one.value);
      }
    }
    found.push(...page.map((product) => ({ ...product, metafields: texts.get(product.id) ?? {} })));
  }
  return found;
}

function nameOf({ namespace, key }: { readonly namespace: string; readonly key: string }): string {
  return `${namespace}.${key}`;
}
