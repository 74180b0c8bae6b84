import { z } from "zod";
import type { Media, Product } from "../state.ts";
import { SHOP, type Parts } from "../parts.ts";
import { cdnUrl, settleMedia } from "./files.ts";
import { bulkState } from "./bulk.ts";
import { addMedia, appendVariantMedia, deleteFiles, detachVariantMedia, reorderMedia, showOnVariants, stageUploads, updateFiles } from "./mutations.ts";
import { cancelPlan, orderPlan, subscriptionFields } from "./billing.ts";
import { matchesSearch } from "./search.ts";

const MOST = 250;
const PageArgs = z.object({ first: z.number().int().min(1).max(MOST).nullish(), last: z.number().int().min(1).max(MOST).nullish(), after: z.string().nullish() });

/** The root of an execution: one function a field, as graphql-js calls them. `listed` is what a list of products is made of. */
export function createRoot(parts: Parts, listed: () => Product[] = () => parts.state.products.all()): Record<string, unknown> {
  const { state } = parts;
  const byId = async (id: string): Promise<object | null> => {
    const product = state.products.get(id);
    if (product) return productNode(parts, product);
    const media = state.media.get(id);
    return media ? mediaNode(parts, await settleMedia(parts, media)) : null;
  };
  return {
    shop: { id: "gid://shopify/Shop/1", name: "Studio Nord", myshopifyDomain: SHOP, currencyCode: "EUR", ianaTimezone: "Europe/Berlin" },
    currentAppInstallation: () => ({ id: "gid://shopify/AppInstallation/1", accessScopes: parts.settings.scopes.split(",").map((handle) => ({ handle })), ...subscriptionFields(parts) }),
    appSubscriptionCreate: (order: unknown) => orderPlan(parts, order),
    appSubscriptionCancel: ({ id }: { id: string }) => cancelPlan(parts, id),
    product: ({ id }: { id: string }) => { const product = state.products.get(id); return product ? productNode(parts, product) : null; },
    nodes: ({ ids }: { ids: string[] }) => {
      if (ids.length > MOST) throw new Error(`The input array size of ${ids.length} is greater than the maximum allowed of ${MOST}.`);
      return Promise.all(ids.map(byId));
    },
    products: (args: Record<string, unknown>) => {
      const { query, sortKey } = z.object({ query: z.string().nullish(), sortKey: z.string().nullish() }).parse(args);
      const found = query ? listed().filter((product) => matchesSearch(product, query)) : listed();
      return connection(sortKey === "UPDATED_AT" ? found.sort((a, b) => a.updatedAt.localeCompare(b.updatedAt)) : found, args, (product) => productNode(parts, product));
    },
    bulkOperation: ({ id }: { id: string }) => bulkState(parts, id),
    productsCount: ({ query }: { query?: string | null }) => ({ count: state.products.all().filter((product) => matchesSearch(product, query ?? "")).length, precision: "EXACT" }),
    collections: (args: Record<string, unknown>) => connection(state.collections.all().sort((a, b) => a.title.localeCompare(b.title)), args, ({ id, title }) =>
      ({ id, title, productsCount: { count: state.products.all().filter(({ collections }) => collections.includes(id)).length, precision: "EXACT" } })),
    metafieldDefinitions: (args: Record<string, unknown>) => connection(state.definitions.all(), args, ({ id, namespace, key, name, type }) => ({ id: `gid://shopify/MetafieldDefinition/${id}`, namespace, key, name, type: { name: type } })),
    job: ({ id }: { id: string }) => ({ id, done: Date.now() >= (parts.jobs.get(id) ?? 0) }),
    stagedUploadsCreate: ({ input }: { input: unknown }) => stageUploads(parts, input),
    productUpdate: async ({ product, media }: { product: { id: string }; media?: unknown }) => withProduct(parts, await addMedia(parts, product.id, media)),
    productReorderMedia: ({ id, moves }: { id: string; moves: unknown }) => reorderMedia(parts, id, moves),
    productVariantAppendMedia: ({ productId, variantMedia }: { productId: string; variantMedia: unknown }) => withVariants(parts, appendVariantMedia(parts, productId, variantMedia)),
    productVariantsBulkUpdate: ({ productId, variants }: { productId: string; variants: unknown }) => withVariants(parts, showOnVariants(parts, productId, variants)),
    productVariantDetachMedia: ({ productId, variantMedia }: { productId: string; variantMedia: unknown }) => withVariants(parts, detachVariantMedia(parts, productId, variantMedia)),
    fileUpdate: async ({ files }: { files: unknown }) => withFiles(parts, await updateFiles(parts, files)),
    fileDelete: ({ fileIds }: { fileIds: string[] }) => deleteFiles(parts, fileIds),
  };
}

function productNode(parts: Parts, product: Product): object {
  return {
    __typename: "Product", id: product.id, title: product.title, handle: product.handle, status: product.status, vendor: product.vendor, productType: product.type,
    tags: product.tags, description: product.description, updatedAt: product.updatedAt, mediaCount: { count: product.media.length, precision: "EXACT" },
    featuredMedia: async () => { const media = parts.state.media.get(product.media[0] ?? ""); return media ? mediaNode(parts, await settleMedia(parts, media)) : null; },
    media: async (args: Record<string, unknown>) => {
      const all = await Promise.all(product.media.flatMap((id) => { const media = parts.state.media.get(id); return media ? [settleMedia(parts, media)] : []; }));
      const ordered = args["sortKey"] === "ID" ? all.sort((a, b) => Number(a.id.replace(/\D/g, "")) - Number(b.id.replace(/\D/g, ""))) : all;
      return connection(args["reverse"] === true ? ordered.reverse() : ordered, args, (media) => mediaNode(parts, media));
    },
    metafields: ({ keys, ...args }: Record<string, unknown>) => {
      const wanted = z.array(z.string()).nullish().parse(keys);
      return connection(product.metafields.filter(({ namespace, key }) => wanted?.includes(`${namespace}.${key}`) ?? true), args, (metafield) => ({ id: `gid://shopify/Metafield/${product.id.replace(/\D/g, "")}${metafield.key}`, ...metafield }));
    },
    variants: (args: Record<string, unknown>) => connection(product.variants, args, (variant) => variantNode(parts, variant)),
  };
}

function variantNode(parts: Parts, variant: Product["variants"][number]): object {
  return { id: variant.id, title: variant.title, sku: variant.sku, media: (args: Record<string, unknown>) => { const media = parts.state.media.get(variant.mediaId ?? ""); return connection(media ? [media] : [], args, (one) => mediaNode(parts, one)); } };
}

function mediaNode(parts: Parts, media: Media): object {
  const image = media.status === "READY" ? { url: cdnUrl(parts, media), width: media.width, height: media.height } : null;
  return {
    __typename: "MediaImage", id: media.id, alt: media.alt, mediaContentType: "IMAGE", status: media.status, fileStatus: media.status, createdAt: new Date(media.createdAt).toISOString(), image, preview: { image },
    mediaErrors: media.error ? [{ code: media.errorCode ?? "UNKNOWN", details: media.error, message: media.error }] : [],
  };
}

function withProduct(parts: Parts, payload: object): object {
  const { product, ...rest } = z.looseObject({ product: z.custom<Product>().nullable() }).parse(payload);
  return { ...rest, product: product ? productNode(parts, product) : null };
}

async function withVariants(parts: Parts, payload: Promise<object>): Promise<object> {
  const { productVariants, ...rest } = z.looseObject({ productVariants: z.array(z.custom<Product["variants"][number]>()).nullable() }).parse(await payload);
  return { ...rest, productVariants: productVariants?.map((variant) => variantNode(parts, variant)) ?? null };
}

function withFiles(parts: Parts, payload: object): object {
  const { files, ...rest } = z.looseObject({ files: z.array(z.custom<Media>()).nullable() }).parse(payload);
  return { ...rest, files: files?.map((media) => mediaNode(parts, media)) ?? null };
}

/** A page of a list; the cursor is the place of its last entry. */
function connection<T>(all: readonly T[], args: Record<string, unknown>, node: (entry: T) => object): object {
  const { first, last, after } = PageArgs.parse(args);
  if (!first && !last) throw new Error("you must provide one of first or last");
  const from = after ? Number(Buffer.from(after, "base64url").toString("utf8")) : 0;
  const page = last && !first ? all.slice(-last) : all.slice(from, from + (first ?? MOST));
  const end = from + page.length;
  const nodes = page.map(node);
  return { nodes, edges: nodes.map((one) => ({ node: one })), pageInfo: { hasNextPage: !last && end < all.length, hasPreviousPage: from > 0, endCursor: page.length ? Buffer.from(String(end)).toString("base64url") : null } };
}
