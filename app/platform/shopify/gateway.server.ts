import { setTimeout as wait } from "node:timers/promises";
import type { z } from "zod";
import { AppError } from "#app/core/errors.ts";
import type { MediaState, ShopClient, ShopGateway, ShopMedia } from "#app/core/ports/shop-gateway.ts";
import type { SafeStream } from "../http/safe-stream.server.ts";
import * as answers from "./answers.server.ts";
import { readPhotos, readVariants } from "./product-parts.server.ts";
import { createCatalogClient } from "./catalog-client.server.ts";
import { shopSubscriptions } from "./subscriptions.server.ts";
import { sendDocument, type GraphqlParts } from "./graphql-client.server.ts";
import type { DocumentName } from "./documents.ts";

/** Largest photo that is fetched from a shop, and how long that may take. */
const PHOTO_LIMITS = { maxBytes: 40_000_000, timeoutMs: 30_000 };
const JOB_TRIES = 60;

interface GatewayParts extends Omit<GraphqlParts, "shop"> {
  readonly safeStream: SafeStream;
  readonly safeFetch: (url: string, limits: { maxBytes: number; timeoutMs: number }) => Promise<Uint8Array>;
  /** Sends bytes to a staged upload's address, which Shopify names. */
  readonly upload: (url: string, init: RequestInit) => Promise<Response>;
}

/** Opens shops: every call of the Admin API that Piccaso makes is one function here. */
export function createShopGateway(parts: GatewayParts): ShopGateway {
  return {
    open: async (domain) => createClient({ ...parts, shop: domain }),
    photo: (url) => parts.safeFetch(url, PHOTO_LIMITS),
  };
}

function createClient(parts: GatewayParts & { shop: string }): ShopClient {
  const send = <S extends z.ZodType>(name: DocumentName, variables: Record<string, unknown>, schema: S) => sendDocument(parts, name, variables, schema);
  return {
    ...createCatalogClient(parts),
    context: async () => {
      const { shop, currentAppInstallation } = await send("ShopContext", {}, answers.ShopContext);
      return { gid: shop.id, name: shop.name, currency: shop.currencyCode, timeZone: shop.ianaTimezone, scopes: currentAppInstallation.accessScopes.map(({ handle }) => handle) };
    },
    products: async ({ query, after, first }) => {
      const { products } = await send("ProductsPage", { first, after, query: query || null }, answers.ProductsPage);
      return { items: products.nodes.map(answers.toProduct), next: products.pageInfo.hasNextPage ? products.pageInfo.endCursor : null };
    },
    productsById: async (ids) => {
      const { nodes } = await send("ProductsByIds", { ids }, answers.ProductsByIds);
      return nodes.flatMap((node) => (node && "title" in node ? [answers.toProduct(node)] : []));
    },
    variantsOf: (ids) => readVariants(send, ids),
    photosOf: (id) => readPhotos(send, id),
    productMetafields: async (ids, keys) => {
      const { nodes } = await send("ProductMetafields", { ids, keys, first: keys.length }, answers.ProductMetafields);
      return new Map(nodes.flatMap((node) => (node && "metafields" in node ? [[node.id, node.metafields.nodes] as const] : [])));
    },
    metafieldDefinitions: async ({ after }) => {
      const { metafieldDefinitions: { nodes, pageInfo } } = await send("MetafieldDefinitions", { first: 250, after }, answers.MetafieldDefinitions);
      return { items: nodes.map(({ type, ...definition }) => ({ ...definition, type: type.name })), next: pageInfo.hasNextPage ? pageInfo.endCursor : null };
    },
    productCount: async (query) => (await send("ProductsCount", { query: query || null }, answers.ProductsCount)).productsCount?.count ?? 0,
    collections: async ({ after }) => {
      const { collections } = await send("Collections", { first: 100, after, query: null }, answers.Collections);
      return {
        items: collections.nodes.map(({ id, title, productsCount }) => ({ id, title, count: productsCount?.count ?? 0 })),
        next: collections.pageInfo.hasNextPage ? collections.pageInfo.endCursor : null,
      };
    },
    mediaState: (productId) => readMediaState(send, productId),
    stage: (file) => stage(parts, file),
    addMedia: async (productId, media) => {
      const { productUpdate } = await send("ProductAddMedia", {
        product: { id: productId },
        media: media.map(({ resourceUrl, alt }) => ({ originalSource: resourceUrl, alt, mediaContentType: "IMAGE" })),
      }, answers.ProductAddMedia);
      refuse(productUpdate.userErrors);
    },
    mediaStatuses: async (ids) => {
      const { nodes } = await send("MediaStatuses", { ids }, answers.MediaStatuses);
      return nodes.flatMap((node) => node ? [{ id: node.id, status: node.status ?? "FAILED", error: node.mediaErrors?.map(({ details, message }) => details ?? message).join(" ") || null }] : []);
    },
    reorder: async (productId, moves) => {
      if (moves.length === 0) return;
      const { productReorderMedia } = await send("ProductReorderMedia", { id: productId, moves: moves.map(({ id, newPosition }) => ({ id, newPosition: String(newPosition) })) }, answers.ProductReorderMedia);
      refuse(productReorderMedia.mediaUserErrors);
      if (productReorderMedia.job && !productReorderMedia.job.done) await jobDone(parts, productReorderMedia.job.id);
    },
    linkVariants: async (productId, links) => {
      if (links.length === 0) return;
      const { productVariantAppendMedia } = await send("VariantAppendMedia", { productId, variantMedia: pairs(links) }, answers.VariantAppendMedia);
      refuse(productVariantAppendMedia.userErrors);
    },
    showOnVariants: async (productId, links) => {
      if (links.length === 0) return;
      const { productVariantsBulkUpdate } = await send("VariantsShowMedia", { productId, variants: links.map(({ variantId, mediaId }) => ({ id: variantId, mediaId })) }, answers.VariantsShowMedia);
      refuse(productVariantsBulkUpdate.userErrors);
    },
    unlinkVariants: async (productId, links) => {
      if (links.length === 0) return;
      const { productVariantDetachMedia } = await send("VariantDetachMedia", { productId, variantMedia: pairs(links) }, answers.VariantDetachMedia);
      refuse(productVariantDetachMedia.userErrors);
    },
    setAlt: async (mediaId, alt) => {
      const { fileUpdate } = await send("FileUpdate", { files: [{ id: mediaId, alt }] }, answers.FileUpdate);
      refuse(fileUpdate.userErrors);
    },
    attach: async (productId, mediaIds) => {
      const { fileUpdate } = await send("FileUpdate", { files: mediaIds.map((id) => ({ id, referencesToAdd: [productId] })) }, answers.FileUpdate);
      refuse(fileUpdate.userErrors);
    },
    detach: async (productId, mediaIds) => {
      const { fileUpdate } = await send("FileUpdate", { files: mediaIds.map((id) => ({ id, referencesToRemove: [productId] })) }, answers.FileUpdate);
      refuse(fileUpdate.userErrors);
    },
    deleteFiles: async (mediaIds) => {
      const { fileDelete } = await send("FileDelete", { fileIds: mediaIds }, answers.FileDelete);
      refuse(fileDelete.userErrors);
    },
    ...shopSubscriptions(send),
  };
}

type Send = <S extends z.ZodType>(name: DocumentName, variables: Record<string, unknown>, schema: S) => Promise<z.output<S>>;

/** All media and variants of a product, page by page; undefined where it was deleted. */
async function readMediaState(send: Send, id: string): Promise<MediaState | undefined> {
  const media: ShopMedia[] = [];
  const variants: { id: string; title: string; mediaId: string | null }[] = [];
  let names = { title: "", handle: "" };
  for (let after: string | null = null, more = true; more;) {
    const { product }: z.output<typeof answers.ProductMediaState> = await send("ProductMediaState", { id, after }, answers.ProductMediaState);
    if (!product) return undefined;
    names = product;
    media.push(...product.media.nodes.map(answers.toMedia));
    ({ endCursor: after, hasNextPage: more } = product.media.pageInfo);
  }
  for (let after: string | null = null, more = true; more;) {
    const { product }: z.output<typeof answers.ProductVariantMedia> = await send("ProductVariantMedia", { id, after }, answers.ProductVariantMedia);
    if (!product) return undefined;
    variants.push(...product.variants.nodes.map((variant) => ({ id: variant.id, title: variant.title, mediaId: variant.media.nodes[0]?.id ?? null })));
    ({ endCursor: after, hasNextPage: more } = product.variants.pageInfo);
  }
  return { productId: id, title: names.title, handle: names.handle, media, variants };
}

async function stage(parts: GatewayParts & { shop: string }, file: { fileName: string; mime: string; bytes: Uint8Array }): Promise<string> {
  const input = [{ resource: "IMAGE", filename: file.fileName, mimeType: file.mime, httpMethod: "PUT", fileSize: String(file.bytes.byteLength) }];
  const { stagedUploadsCreate } = await sendDocument(parts, "StagedUploads", { input }, answers.StagedUploads);
  refuse(stagedUploadsCreate.userErrors);
  const target = stagedUploadsCreate.stagedTargets?.[0];
  if (!target?.url || !target.resourceUrl) throw new AppError("shop_unavailable", "no address to upload to");
  const headers = Object.fromEntries(target.parameters.map(({ name, value }) => [name, value]));
  const body = new Uint8Array(file.bytes);
  const response = await parts.upload(target.url, { method: "PUT", headers: { "content-type": file.mime, ...headers }, body, signal: AbortSignal.timeout(60_000) })
    .catch((error: unknown) => { throw new AppError("shop_unavailable", "the upload broke off", { cause: error }); });
  if (!response.ok) throw new AppError("shop_unavailable", `the upload answered ${response.status}`);
  return target.resourceUrl;
}

async function jobDone(parts: GatewayParts & { shop: string }, id: string): Promise<void> {
  for (let tries = 0; tries < JOB_TRIES; tries += 1) {
    await wait(Math.min(100 * 2 ** tries, 1000));
    const { job } = await sendDocument(parts, "JobDone", { id }, answers.JobDone);
    if (!job || job.done) return;
  }
  throw new AppError("shop_unavailable", "Shopify has not ordered the media in a minute");
}

function pairs(links: readonly { variantId: string; mediaId: string }[]): { variantId: string; mediaIds: string[] }[] {
  return links.map(({ variantId, mediaId }) => ({ variantId, mediaIds: [mediaId] }));
}

/** Shopify's own words are kept: they name what is wrong. */
function refuse(errors: answers.UserErrors): void {
  const [first] = errors;
  if (!first) return;
  const codes = errors.map(({ code }) => code ?? "");
  const text = errors.map(({ message }) => message).join(" ").slice(0, 300);
  if (codes.some((code) => code.includes("MEDIA_LIMIT"))) throw new AppError("media_limit", text);
  if (codes.some((code) => /PRODUCT_DOES_NOT_EXIST|PRODUCT_NOT_FOUND/.test(code)) || /product does not exist|product not found/i.test(text)) throw new AppError("product_gone", text);
  if (/exceed.*media|media.*limit|maximum number of media/i.test(text)) throw new AppError("media_limit", text);
  throw new AppError("shop_refused", `${codes.join(",")}: ${text}`, { say: `Shopify refused this: ${text}` });
}
