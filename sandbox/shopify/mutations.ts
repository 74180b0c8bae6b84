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
  const files = z.array(z.object({ filename: z.string().min(1).max(255), mimeType: z.string(), resource: z.string(), httpMethod: z.enum(["PUT", "POST"]).nullish() })).max(250).parse(input);
  const wrong = files.findIndex(({ resource, mimeType }) => resource !== "IMAGE" || !mimeType.startsWith("image/"));
  if (wrong >= 0) return { stagedTargets: null, userErrors: [error(null, "The sandbox takes resource IMAGE with an image's MIME type only", "input", String(wrong), "resource")] };
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
    const source = sourceOf(parts, originalSource);
    if (!source) return { product: null, userErrors: [error("INVALID_MEDIA_SOURCE", "Image URL is invalid", "media", "originalSource")] };
    const fileName = freeName(parts, source.fileName);
    await fs.copyFile(source.file, fileOf(parts, fileName));
    added.push((await createMedia(parts, { fileName, alt: alt ?? "" })).id);
  }
  const next: Product = { ...product, media: [...product.media, ...added] };
  await parts.state.products.put(product.id, next);
  return { product: next, userErrors: [] };
}

/** The bytes that an address names: a staged upload that has come, or an image of this shop's CDN. */
function sourceOf(parts: Parts, address: string): { fileName: string; file: string } | undefined {
  if (!URL.canParse(address)) return undefined;
  const { origin, pathname } = new URL(address);
  if (origin !== parts.origin()) return undefined;
  const upload = parts.state.uploads.get(/^\/uploads\/([\w-]+)$/.exec(pathname)?.[1] ?? "");
  if (upload) return upload.done ? { fileName: upload.fileName, file: fileOf(parts, `upload-${upload.id}`) } : undefined;
  const name = decodeURIComponent(/^\/cdn\/shop\/files\/([^/]+)$/.exec(pathname)?.[1] ?? "");
  return parts.state.media.all().some(({ fileName }) => fileName === name) ? { fileName: name, file: fileOf(parts, name) } : undefined;
}

/** A media row for bytes that are in the files already. */
export async function createMedia(parts: Parts, file: { fileName: string; alt: string; ready?: { width: number; height: number } }): Promise<Media> {
  const id = `gid://shopify/MediaImage/${await parts.state.next("media")}`;
  const media: Media = {
    id, fileName: file.fileName, alt: file.alt, error: null, errorCode: null, status: file.ready ? "READY" : "UPLOADED", width: file.ready?.width ?? null, height: file.ready?.height ?? null,
    version: Math.floor(Date.now() / 1000), readyAt: Date.now() + parts.settings.mediaMs, createdAt: Date.now(),
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
  const id = `gid://shopify/Job/${randomUUID()}`;
  parts.jobs.set(id, Date.now() + parts.settings.jobMs);
  return { job: { id, done: parts.settings.jobMs === 0 }, mediaUserErrors: [] };
}

/** So many pairs of variant and media in one call. */
const Links = z.array(z.object({ variantId: z.string(), mediaIds: z.array(z.string()) })).max(100);

/** productVariantAppendMedia: one media a variant, ready, and on the product. */
export async function appendVariantMedia(parts: Parts, productId: string, input: unknown): Promise<object> {
  const product = parts.state.products.get(productId);
  if (!product) return { productVariants: null, userErrors: [error("PRODUCT_DOES_NOT_EXIST", "Product does not exist", "productId")] };
  const links = Links.parse(input);
  const twice = links.find(({ variantId }, index) => links.findIndex((other) => other.variantId === variantId) !== index);
  const problem = twice ? error("PRODUCT_VARIANT_SPECIFIED_MULTIPLE_TIMES", "Variant specified in more than one pair", "variantMedia") : links.map((link) => linkProblem(parts, product, link)).find(Boolean);
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

/** productVariantsBulkUpdate, of which only the media is known here: a variant shows it in place of what it showed. All of the variants, or none. */
export async function showOnVariants(parts: Parts, productId: string, input: unknown): Promise<object> {
  const product = parts.state.products.get(productId);
  if (!product) return { productVariants: null, userErrors: [error("PRODUCT_DOES_NOT_EXIST", "Product does not exist", "productId")] };
  const wanted = z.array(z.object({ id: z.string(), mediaId: z.string() })).max(250).parse(input);
  const problem = wanted.map(({ id, mediaId }) => {
    if (!product.variants.some((variant) => variant.id === id)) return error("PRODUCT_VARIANT_DOES_NOT_EXIST", "Product variant does not exist", "variants", "id");
    if (!product.media.includes(mediaId)) return error("INVALID_INPUT", "Media does not exist on the specified product", "variants", "mediaId");
    return parts.state.media.get(mediaId)?.status === "READY" ? undefined : error("INVALID_INPUT", "Media is not ready", "variants", "mediaId");
  }).find(Boolean);
  if (problem) return { productVariants: null, userErrors: [problem] };
  const variants = product.variants.map((variant) => ({ ...variant, mediaId: wanted.find(({ id }) => id === variant.id)?.mediaId ?? variant.mediaId }));
  await parts.state.products.put(product.id, { ...product, variants });
  return { productVariants: variants.filter(({ id }) => wanted.some((one) => one.id === id)), userErrors: [] };
}

/** productVariantDetachMedia. */
export async function detachVariantMedia(parts: Parts, productId: string, input: unknown): Promise<object> {
  const product = parts.state.products.get(productId);
  if (!product) return { productVariants: null, userErrors: [error("PRODUCT_DOES_NOT_EXIST", "Product does not exist", "productId")] };
  const links = Links.parse(input);
  const problem = links.map(({ variantId, mediaIds }) => {
    const variant = product.variants.find(({ id }) => id === variantId);
    if (!variant) return error("PRODUCT_VARIANT_DOES_NOT_EXIST_ON_PRODUCT", "Variant does not exist on the product", "variantMedia");
    return mediaIds.every((id) => id === variant.mediaId) ? undefined : error("MEDIA_IS_NOT_ATTACHED_TO_VARIANT", "The specified media is not attached to the specified variant", "variantMedia");
  }).find(Boolean);
  if (problem) return { productVariants: null, userErrors: [problem] };
  const variants = product.variants.map((variant) => (links.some(({ variantId, mediaIds }) => variantId === variant.id && mediaIds.includes(variant.mediaId ?? "")) ? { ...variant, mediaId: null } : variant));
  await parts.state.products.put(product.id, { ...product, variants });
  return { productVariants: variants, userErrors: [] };
}

const FileChange = z.object({ id: z.string(), alt: z.string().nullish(), referencesToAdd: z.array(z.string()).nullish(), referencesToRemove: z.array(z.string()).nullish() });

/** fileUpdate: alt text, and taking a file off products (which clears the variants that showed it). All of the files, or none. */
export async function updateFiles(parts: Parts, input: unknown): Promise<object> {
  const files = z.array(FileChange).parse(input);
  const updated: Media[] = [];
  for (const file of files) {
    const known = parts.state.media.get(file.id);
    const media = known && await settleMedia(parts, known);
    const problem = changeProblem(parts, file, media);
    if (problem || !media) return { files: null, userErrors: [problem] };
    updated.push({ ...media, alt: file.alt ?? media.alt });
  }
  for (const media of updated) await parts.state.media.put(media.id, media);
  for (const { id, referencesToAdd, referencesToRemove } of files) {
    for (const product of referencesToRemove ?? []) await detach(parts, product, id);
    for (const product of referencesToAdd ?? []) await attach(parts, product, id);
  }
  return { files: updated, userErrors: [] };
}

function changeProblem(parts: Parts, file: z.output<typeof FileChange>, media: Media | undefined): UserError | undefined {
  if (!media) return error("FILE_DOES_NOT_EXIST", `File id ${file.id} does not exist.`, "files", "id");
  if (media.status !== "READY") return error("NON_READY_STATE", "Non-ready files cannot be updated.", "files", "id");
  if ((file.alt?.length ?? 0) > ALT_LIMIT) return error("ALT_VALUE_LIMIT_EXCEEDED", `The alt value exceeds the maximum limit of ${ALT_LIMIT} characters.`, "files", "alt");
  const full = file.referencesToAdd?.some((id) => { const product = parts.state.products.get(id); return product && !product.media.includes(file.id) && product.media.length >= MEDIA_LIMIT; });
  if (full) return error("PRODUCT_MEDIA_LIMIT_EXCEEDED", `Exceeded the maximum number of ${MEDIA_LIMIT} media per product.`, "files", "referencesToAdd");
  const gone = [...(file.referencesToAdd ?? []), ...(file.referencesToRemove ?? [])].find((id) => !parts.state.products.get(id));
  return gone ? error("REFERENCE_TARGET_DOES_NOT_EXIST", `Reference target ${gone} does not exist.`, "files", "referencesToAdd") : undefined;
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
