import { randomUUID } from "node:crypto";
import fs from "node:fs/promises";
import { z } from "zod";
import type { Media, Product } from "../state.ts";
import type { Parts } from "../parts.ts";
import { fileOf, freeName, settleMedia } from "./files.ts";

const MEDIA_LIMIT = 250;
const ALT_LIMIT = 512;

/** An error as Shopify tells it. */
export interface UserError {
  readonly field: string[] | null;
  readonly message: string;
  readonly code: string | null;
}
const error = (code: string | null, message: string, ...field: string[]): UserError => ({ code, message, field: field.length ? field : null });

/** stagedUploadsCreate: where bytes may be put, for a short time. */
export async function stageUploads(parts: Parts, input: unknown): Promise<object> {
  const files = z.array(z.object({ filename: z.string().min(1).max(255), mimeType: z.string() })).max(250).parse(input);
  const stagedTargets: object[] = [];
  for (const { filename, mimeType } of files) {
    const id = randomUUID();
    await parts.state.uploads.put(id, { id, fileName: filename, mime: mimeType, done: false });
    stagedTargets.push({ url: `${parts.origin()}/uploads/${id}`, resourceUrl: `${parts.origin()}/uploads/${id}`, parameters: [{ name: "content_type", value: mimeType }] });
  }
  return { stagedTargets, userErrors: [] };
}

/** productUpdate(media:): appends images at the end. */
export async function addMedia(parts: Parts, productId: string, input: unknown): Promise<object> {
  const product = parts.state.products.get(productId);
  if (!product) return { product: null, userErrors: [error("PRODUCT_DOES_NOT_EXIST", "Product does not exist", "id")] };
  const wanted = z.array(z.object({ originalSource: z.string(), alt: z.string().nullish(), mediaContentType: z.string() })).parse(input ?? []);
  if (product.media.length + wanted.length > MEDIA_LIMIT) return { product: null, userErrors: [error("PRODUCT_MEDIA_LIMIT_EXCEEDED", `Exceeded the maximum number of ${MEDIA_LIMIT} media per product`, "media")] };
  const tooLong = wanted.find(({ alt }) => (alt?.length ?? 0) > ALT_LIMIT);
  if (tooLong) return { product: null, userErrors: [error("ALT_VALUE_LIMIT_EXCEEDED", `Alt text is longer than ${ALT_LIMIT} characters`, "media", "alt")] };
  const added: string[] = [];
  for (const { originalSource, alt } of wanted) {
    const upload = parts.state.uploads.get(originalSource.split("/").at(-1) ?? "");
    if (!upload?.done) return { product: null, userErrors: [error("INVALID_MEDIA_SOURCE", "Image URL is invalid", "media", "originalSource")] };
    const fileName = freeName(parts, upload.fileName);
    await fs.copyFile(fileOf(parts, `upload-${upload.id}`), fileOf(parts, fileName));
    added.push((await createMedia(parts, { fileName, alt: alt ?? "" })).id);
  }
  const next: Product = { ...product, media: [...product.media, ...added] };
  await parts.state.products.put(product.id, next);
  return { product: next, userErrors: [] };
}

/** A media row for bytes that are in the files already. */
export async function createMedia(parts: Parts, file: { fileName: string; alt: string; ready?: { width: number; height: number } }): Promise<Media> {
  const id = `gid://shopify/MediaImage/${await parts.state.next("media")}`;
  const media: Media = {
    id, fileName: file.fileName, alt: file.alt, error: null, status: file.ready ? "READY" : "UPLOADED", width: file.ready?.width ?? null, height: file.ready?.height ?? null,
    version: Math.floor(Date.now() / 1000), readyAt: Date.now() + parts.settings.mediaMs,
  };
  await parts.state.media.put(id, media);
  return media;
}

/** productReorderMedia: moves one after the other, zero-based. */
export async function reorderMedia(parts: Parts, productId: string, input: unknown): Promise<object> {
  const moves = z.array(z.object({ id: z.string(), newPosition: z.coerce.number().int() })).parse(input);
  const product = parts.state.products.get(productId);
  if (!product) return { job: null, mediaUserErrors: [error("PRODUCT_DOES_NOT_EXIST", "Product does not exist", "id")] };
  const order = [...product.media];
  for (const { id, newPosition } of moves) {
    const from = order.indexOf(id);
    if (from < 0) return { job: null, mediaUserErrors: [error("MEDIA_DOES_NOT_EXIST", "Media does not exist on the product", "moves")] };
    order.splice(from, 1);
    order.splice(Math.min(Math.max(newPosition, 0), order.length), 0, id);
  }
  await parts.state.products.put(product.id, { ...product, media: order });
  return { job: { id: `gid://shopify/Job/${randomUUID()}`, done: false }, mediaUserErrors: [] };
}

const Links = z.array(z.object({ variantId: z.string(), mediaIds: z.array(z.string()) }));

/** productVariantAppendMedia: one media a variant, ready, and on the product. */
export async function appendVariantMedia(parts: Parts, productId: string, input: unknown): Promise<object> {
  const product = parts.state.products.get(productId);
  if (!product) return { productVariants: null, userErrors: [error("PRODUCT_DOES_NOT_EXIST", "Product does not exist", "productId")] };
  const links = Links.parse(input);
  const problem = links.map((link) => linkProblem(parts, product, link)).find(Boolean);
  if (problem) return { productVariants: null, userErrors: [problem] };
  const variants = product.variants.map((variant) => ({ ...variant, mediaId: links.find(({ variantId }) => variantId === variant.id)?.mediaIds[0] ?? variant.mediaId }));
  await parts.state.products.put(product.id, { ...product, variants });
  return { productVariants: variants.filter(({ id }) => links.some(({ variantId }) => variantId === id)), userErrors: [] };
}

function linkProblem(parts: Parts, product: Product, { variantId, mediaIds }: z.output<typeof Links>[number]): UserError | undefined {
  const variant = product.variants.find(({ id }) => id === variantId);
  const [mediaId] = mediaIds;
  if (!variant) return error("PRODUCT_VARIANT_DOES_NOT_EXIST_ON_PRODUCT", "Variant does not exist on the product", "variantMedia");
  if (mediaIds.length !== 1 || !mediaId) return error("TOO_MANY_MEDIA_PER_INPUT_PAIR", "Only one media per variant can be given", "variantMedia");
  if (!product.media.includes(mediaId)) return error("MEDIA_DOES_NOT_EXIST_ON_PRODUCT", "Media does not exist on the product", "variantMedia");
  if (variant.mediaId) return error("PRODUCT_VARIANT_ALREADY_HAS_MEDIA", "Variant already has media", "variantMedia");
  return parts.state.media.get(mediaId)?.status === "READY" ? undefined : error("NON_READY_MEDIA", "Media is not ready", "variantMedia");
}

/** productVariantDetachMedia. */
export async function detachVariantMedia(parts: Parts, productId: string, input: unknown): Promise<object> {
  const product = parts.state.products.get(productId);
  if (!product) return { productVariants: null, userErrors: [error("PRODUCT_DOES_NOT_EXIST", "Product does not exist", "productId")] };
  const links = Links.parse(input);
  const variants = product.variants.map((variant) => (links.some(({ variantId, mediaIds }) => variantId === variant.id && mediaIds.includes(variant.mediaId ?? "")) ? { ...variant, mediaId: null } : variant));
  await parts.state.products.put(product.id, { ...product, variants });
  return { productVariants: variants, userErrors: [] };
}

/** fileUpdate: alt text, and taking a file off products (which clears the variants that showed it). */
export async function updateFiles(parts: Parts, input: unknown): Promise<object> {
  const files = z.array(z.object({ id: z.string(), alt: z.string().nullish(), referencesToAdd: z.array(z.string()).nullish(), referencesToRemove: z.array(z.string()).nullish() })).parse(input);
  const updated: Media[] = [];
  for (const file of files) {
    const known = parts.state.media.get(file.id);
    if (!known) return { files: null, userErrors: [error("FILE_DOES_NOT_EXIST", `File id ${file.id} does not exist.`, "files", "id")] };
    const media = await settleMedia(parts, known);
    if (media.status !== "READY") return { files: null, userErrors: [error("NON_READY_STATE", "Non-ready files cannot be updated.", "files", "id")] };
    if ((file.alt?.length ?? 0) > ALT_LIMIT) return { files: null, userErrors: [error("ALT_VALUE_LIMIT_EXCEEDED", "The alt value exceeds the maximum limit of 512 characters.", "files", "alt")] };
    const next = { ...media, alt: file.alt ?? media.alt };
    await parts.state.media.put(media.id, next);
    for (const id of file.referencesToRemove ?? []) await detach(parts, id, media.id);
    for (const id of file.referencesToAdd ?? []) await attach(parts, id, media.id);
    updated.push(next);
  }
  return { files: updated, userErrors: [] };
}

/** fileDelete: the file is gone everywhere. */
export async function deleteFiles(parts: Parts, ids: readonly string[]): Promise<object> {
  const missing = ids.find((id) => !parts.state.media.get(id));
  if (missing) return { deletedFileIds: null, userErrors: [error("FILE_DOES_NOT_EXIST", `File id ${missing} does not exist.`, "fileIds")] };
  for (const id of ids) {
    for (const product of parts.state.products.all()) if (product.media.includes(id)) await detach(parts, product.id, id);
    await parts.state.media.remove(id);
  }
  return { deletedFileIds: ids, userErrors: [] };
}

/** Takes a media off a product and its variants. */
export async function detach(parts: Parts, productId: string, mediaId: string): Promise<void> {
  const product = parts.state.products.get(productId);
  if (!product) return;
  await parts.state.products.put(productId, {
    ...product, media: product.media.filter((id) => id !== mediaId),
    variants: product.variants.map((variant) => (variant.mediaId === mediaId ? { ...variant, mediaId: null } : variant)),
  });
}

async function attach(parts: Parts, productId: string, mediaId: string): Promise<void> {
  const product = parts.state.products.get(productId);
  if (product && !product.media.includes(mediaId)) await parts.state.products.put(productId, { ...product, media: [...product.media, mediaId] });
}
