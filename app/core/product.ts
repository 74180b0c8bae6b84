import { z } from "zod";

/** One photo of a product, as frozen into an item. Sizes in pixels; null until Shopify has processed it. */
export const ProductPhoto = z.object({
  id: z.string(),
  url: z.string(),
  alt: z.string().nullable(),
  width: z.number().nullable(),
  height: z.number().nullable(),
});
export type ProductPhoto = z.output<typeof ProductPhoto>;

/** The variant that an item stands for. Its title is empty where the product has no others. */
export const ProductVariant = z.object({ id: z.string(), title: z.string(), sku: z.string() });
export type ProductVariant = z.output<typeof ProductVariant>;

/** What a run knows of a product: frozen when the run starts, so later edits in the shop change nothing. */
export const Product = z.object({
  /** Shopify's id, for example gid://shopify/Product/1. */
  id: z.string(),
  title: z.string(),
  handle: z.string(),
  vendor: z.string(),
  type: z.string(),
  status: z.string(),
  tags: z.array(z.string()),
  description: z.string(),
  /** The metafields that the skill names, as text, by namespace.key; empty where the product has none. */
  metafields: z.record(z.string(), z.string()).default({}),
  /** In the order of the shop; the photo or the variant's image that the item stands for comes first. */
  photos: z.array(ProductPhoto),
  /** Where the run has an item for each variant. */
  variant: ProductVariant.optional(),
  /** Where the run has an item for each photo: which of the product's photos this is, counting from 1. */
  photo: z.object({ number: z.int(), of: z.int() }).optional(),
});
export type Product = z.output<typeof Product>;
