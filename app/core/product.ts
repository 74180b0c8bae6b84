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
  photos: z.array(ProductPhoto),
});
export type Product = z.output<typeof Product>;
