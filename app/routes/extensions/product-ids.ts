import { z } from "zod";

/** A product of Shopify. */
export const ProductId = z.string().regex(/^gid:\/\/shopify\/Product\/\d{1,20}$/);

/** What the admin has selected: at most a page of its list. */
export const ProductIds = z.array(ProductId).min(1).max(250, "At most 250 products at once");
