import type { z } from "zod";
import type { ProductPhoto } from "#app/core/product.ts";
import type { ShopVariant } from "#app/core/ports/shop-gateway.ts";
import * as answers from "./answers.server.ts";
import type { DocumentName } from "./documents.ts";

type Send = <S extends z.ZodType>(name: DocumentName, variables: Record<string, unknown>, schema: S) => Promise<z.output<S>>;

/** All variants of at most 15 products: the first ten of each at once, the others product by product. */
export async function readVariants(send: Send, ids: readonly string[]): Promise<Map<string, ShopVariant[]>> {
  const { nodes } = await send("VariantsByProducts", { ids }, answers.VariantsByProducts);
  const found = new Map<string, ShopVariant[]>();
  for (const node of nodes) {
    if (!node || !("variants" in node)) continue;
    const { pageInfo, nodes: first } = node.variants;
    found.set(node.id, [...first.map(answers.toVariant), ...(pageInfo.hasNextPage ? await moreVariants(send, node.id, pageInfo.endCursor) : [])]);
  }
  return found;
}

async function moreVariants(send: Send, id: string, from: string | null): Promise<ShopVariant[]> {
  const found: ShopVariant[] = [];
  for (let after = from, more = true; more;) {
    const { product }: z.output<typeof answers.ProductVariants> = await send("ProductVariants", { id, after }, answers.ProductVariants);
    if (!product) break;
    found.push(...product.variants.nodes.map(answers.toVariant));
    ({ endCursor: after, hasNextPage: more } = product.variants.pageInfo);
  }
  return found;
}

/** Every photo of a product, page by page; none where it was deleted. */
export async function readPhotos(send: Send, id: string): Promise<ProductPhoto[]> {
  const found: ProductPhoto[] = [];
  for (let after: string | null = null, more = true; more;) {
    const { product }: z.output<typeof answers.ProductPhotos> = await send("ProductPhotos", { id, after }, answers.ProductPhotos);
    if (!product) break;
    found.push(...product.media.nodes.flatMap(answers.toPhotos));
    ({ endCursor: after, hasNextPage: more } = product.media.pageInfo);
  }
  return found;
}
