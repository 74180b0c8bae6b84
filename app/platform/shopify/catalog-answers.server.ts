import { z } from "zod";
import type { AddedMedia, BulkLine, CatalogEntry, CatalogPart } from "#app/core/ports/shop-catalog.ts";

const Card = z.object({
  id: z.string().startsWith("gid://shopify/Product/"), title: z.string(), handle: z.string(), status: z.string(), vendor: z.string(), productType: z.string(), tags: z.array(z.string()), updatedAt: z.iso.datetime({ offset: true }),
  mediaCount: z.object({ count: z.number() }).nullable(),
  featuredMedia: z.object({ image: z.object({ url: z.string(), width: z.number().nullable(), height: z.number().nullable() }).nullish() }).nullable(),
});
const VariantCard = z.object({ id: z.string(), sku: z.string().nullable() });
const Node = Card.extend({ variants: z.object({ pageInfo: z.object({ hasNextPage: z.boolean() }), nodes: z.array(VariantCard) }) });
const Child = VariantCard.extend({ id: z.string().startsWith("gid://shopify/ProductVariant/"), __parentId: z.string() });

export const BulkStart = z.object({
  bulkOperationRunQuery: z.object({ bulkOperation: z.object({ id: z.string() }).nullable(), userErrors: z.array(z.object({ code: z.string().nullish(), message: z.string() })) }),
});
export const BulkState = z.object({
  bulkOperation: z.object({ status: z.string(), errorCode: z.string().nullable(), url: z.string().nullable(), partialDataUrl: z.string().nullable() }).nullable(),
});
export const CatalogByIds = z.object({ nodes: z.array(z.union([Node, z.object({ __typename: z.string() }), z.null()])) });
export const CatalogChanged = z.object({ products: z.object({ pageInfo: z.object({ hasNextPage: z.boolean(), endCursor: z.string().nullable() }), nodes: z.array(Node) }) });

export const NewestMedia = z.object({
  nodes: z.array(z.union([
    z.object({ id: z.string(), media: z.object({ nodes: z.array(z.object({ id: z.string(), mediaContentType: z.string(), status: z.string(), createdAt: z.iso.datetime({ offset: true }).optional(), image: z.object({ url: z.string() }).nullish() })) }) }),
    z.object({ __typename: z.string() }), z.null(),
  ])),
});

/** The photos among media: what is still processed has no address yet and is none. */
export function addedMedia(nodes: readonly { readonly id: string; readonly media: { readonly nodes: readonly { readonly id: string; readonly mediaContentType: string; readonly createdAt?: string | undefined; readonly image?: { readonly url: string } | null | undefined }[] } }[]): AddedMedia[] {
  return nodes.flatMap(({ id, media }) => media.nodes.flatMap((one) => (one.mediaContentType === "IMAGE" && one.image && one.createdAt ? [{ productId: numberOf(id), mediaId: numberOf(one.id), url: one.image.url, createdAt: new Date(one.createdAt) }] : [])));
}

/** A line of a bulk operation's file: a product, one of its variants, or something that is not used. */
export function bulkLine(text: string, end: number): BulkLine {
  const read = jsonOf(text);
  // A parse that fails costs more than one that does not, and every second line is a variant.
  const inside = typeof read === "object" && read !== null && "__parentId" in read;
  const product = inside ? undefined : Card.safeParse(read).data;
  const child = inside ? Child.safeParse(read).data : undefined;
  return { end, product: product ? entryOf(product) : null, variant: child ? { variantId: numberOf(child.id), productId: numberOf(child.__parentId), sku: skuOf(child.sku) } : null };
}

/** Products with their variants, from a page. */
export function catalogPart(nodes: readonly z.output<typeof Node>[]): CatalogPart {
  return {
    products: nodes.map(entryOf),
    variants: nodes.flatMap(({ id, variants }) => variants.nodes.map((variant) => ({ variantId: numberOf(variant.id), productId: numberOf(id), sku: skuOf(variant.sku) }))),
    moreVariants: nodes.flatMap(({ id, variants }) => (variants.pageInfo.hasNextPage ? [numberOf(id)] : [])),
  };
}

function entryOf({ id, title, handle, vendor, productType, status, tags, mediaCount, featuredMedia, updatedAt }: z.output<typeof Card>): CatalogEntry {
  return { productId: numberOf(id), title: plain(title), handle: plain(handle), vendor: plain(vendor), type: plain(productType), status, tags: tags.slice(0, 250).map(plain), media: mediaCount?.count ?? 0, image: featuredMedia?.image ?? null, changedAt: updatedAt };
}

function numberOf(gid: string): string {
  return gid.replace(/\D/g, "").slice(0, 18) || "0";
}

function skuOf(sku: string | null): string {
  return plain(sku ?? "");
}

/** What PostgreSQL can hold: no zero characters, and no more than Shopify allows. */
function plain(text: string): string {
  return text.replaceAll("\u0000", "").slice(0, 1_000);
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
