import fs from "node:fs/promises";
import { z } from "zod";
import type { Parts } from "./parts.ts";
import { checkImage, fileOf, freeName, writeFile } from "./shopify/files.ts";
import { createMedia, detach } from "./shopify/mutations.ts";

const ALT = z.string().max(512);
/** What a merchant does with a product's media. */
export const MediaEdit = z.discriminatedUnion("op", [
  z.object({ op: z.literal("add"), alt: ALT.default(""), copyOf: z.string().optional() }),
  z.object({ op: z.literal("remove"), mediaId: z.string() }),
  z.object({ op: z.literal("move"), mediaId: z.string(), to: z.coerce.number().int().min(0) }),
  z.object({ op: z.literal("alt"), mediaId: z.string(), alt: ALT }),
  z.object({ op: z.literal("link"), variantId: z.string(), mediaId: z.string().nullable() }),
]);
export type MediaEdit = z.output<typeof MediaEdit>;

/** Does one edit. Throws where the product or the media is not there. */
export async function editMedia(parts: Parts, productId: string, edit: MediaEdit): Promise<void> {
  const { products, media } = parts.state;
  const product = products.get(productId);
  if (!product) throw new Error("There is no such product.");
  if (edit.op === "add") return addCopy(parts, productId, edit.copyOf, edit.alt);
  if (edit.op === "link") {
    await products.put(productId, { ...product, variants: product.variants.map((variant) => (variant.id === edit.variantId ? { ...variant, mediaId: edit.mediaId } : variant)) });
    return;
  }
  const row = media.get(edit.mediaId);
  if (!row || !product.media.includes(edit.mediaId)) throw new Error("The product has no such media.");
  if (edit.op === "remove") return detach(parts, productId, edit.mediaId);
  if (edit.op === "alt") return media.put(row.id, { ...row, alt: edit.alt });
  const others = product.media.filter((id) => id !== edit.mediaId);
  await products.put(productId, { ...product, media: [...others.slice(0, edit.to), edit.mediaId, ...others.slice(edit.to)] });
}

/** A photo that the merchant uploads, processed at once. Throws with the reason where it is none. */
export async function addPhoto(parts: Parts, productId: string, photo: { name: string; bytes: Uint8Array; alt: string }): Promise<void> {
  const product = parts.state.products.get(productId);
  if (!product) throw new Error("There is no such product.");
  const fileName = freeName(parts, photo.name || "photo");
  await writeFile(parts, fileName, photo.bytes);
  const { width, height, error } = await checkImage(fileOf(parts, fileName));
  if (error) throw new Error(error);
  const media = await createMedia(parts, { fileName, alt: photo.alt, ready: { width: width ?? 0, height: height ?? 0 } });
  await parts.state.products.put(productId, { ...product, media: [...product.media, media.id] });
}

/** Brings a product to so many media, all showing its first image. */
export async function fillMedia(parts: Parts, productId: string, count: number): Promise<void> {
  const product = parts.state.products.get(productId);
  const source = parts.state.media.get(product?.media[0] ?? "") ?? parts.state.media.all()[0];
  if (!product || !source) return;
  const ids: string[] = [];
  for (let n = product.media.length; n < count; n += 1) ids.push((await createMedia(parts, { fileName: source.fileName, alt: "", ready: { width: source.width ?? 0, height: source.height ?? 0 } })).id);
  await parts.state.products.put(productId, { ...product, media: [...product.media, ...ids] });
}

/** What a merchant writes of a new product; `photo` shows the first image of the shop. */
export const NewProduct = z.object({ title: z.string().min(1).max(255), vendor: z.string().max(255).default("Studio Nord"), type: z.string().max(255).default(""), tags: z.array(z.string()).default([]), photo: z.boolean().default(true) });

/** A merchant makes a product; gives its id. */
export async function createProduct(parts: Parts, { title, vendor, type, tags, photo }: z.output<typeof NewProduct>): Promise<string> {
  const id = `gid://shopify/Product/${await parts.state.next("product")}`;
  const variants = [{ id: `gid://shopify/ProductVariant/${await parts.state.next("variant")}`, title: "Default Title", sku: "", price: "10.00", mediaId: null }];
  const handle = `${title.toLowerCase().replace(/[^a-z0-9]+/g, "-")}-${id.replace(/\D/g, "")}`;
  await parts.state.products.put(id, { id, title, handle, vendor, type, tags, status: "ACTIVE", description: "", collections: [], media: [], variants, metafields: [], updatedAt: new Date().toISOString() });
  if (photo) await addCopy(parts, id, undefined, title);
  return id;
}

/** The product goes; its files stay in the shop, as in Shopify. */
export async function removeProduct(parts: Parts, productId: string): Promise<void> {
  await parts.state.products.remove(productId);
}

async function addCopy(parts: Parts, productId: string, copyOf: string | undefined, alt: string): Promise<void> {
  const product = parts.state.products.get(productId);
  const source = parts.state.media.get(copyOf ?? product?.media[0] ?? "") ?? parts.state.media.all()[0];
  if (!source) throw new Error("There is no image to copy.");
  await addPhoto(parts, productId, { name: source.fileName, bytes: await fs.readFile(fileOf(parts, source.fileName)), alt });
}
