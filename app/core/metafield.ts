import { PRODUCT_FIELDS } from "./text-template.ts";

/** The most metafields that one skill may name: they are asked for and frozen with each product. */
export const MOST_METAFIELDS = 30;

/** A metafield of products that the shop has described. */
export interface MetafieldDefinition {
  readonly namespace: string;
  readonly key: string;
  /** As the merchant named it: "Care guide". */
  readonly name: string;
  /** Shopify's name of the type: single_line_text_field, list.dimension. */
  readonly type: string;
}

/** A metafield's value as Shopify gives it: text, whatever the type. */
export interface MetafieldValue {
  readonly namespace: string;
  readonly key: string;
  readonly type: string;
  readonly value: string;
}

const NAME = /^product\.metafields\.([\w-]{1,64}\.[\w-]{1,64})$/;

/** What a prompt or a setting names for a metafield: product.metafields.custom.material. */
export function metafieldName({ namespace, key }: { readonly namespace: string; readonly key: string }): string {
  return `product.metafields.${namespace}.${key}`;
}

/** The metafield that a name means, as Shopify asks for it: custom.material. Null where it means none. */
export function metafieldKey(name: string): string | null {
  return NAME.exec(name)?.[1] ?? null;
}

/** Whether a name means something of the product: one of its fields, or a metafield that it may have. */
export function isProductField(name: string): boolean {
  return PRODUCT_FIELDS.some((field) => field.name === name) || metafieldKey(name) !== null;
}
