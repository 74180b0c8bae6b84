import sharp from "sharp";
import fs from "node:fs/promises";
import path from "node:path";
import type { Parts } from "../parts.ts";
import type { Metafield } from "../state.ts";
import { writeFile, freeName } from "../shopify/files.ts";
import { createMedia } from "../shopify/mutations.ts";
import { drawPhoto } from "./draw.ts";
import { SEED_PRODUCTS } from "./products.ts";
import { DEFINITIONS, seedMetafields } from "./metafields.ts";
import { imagePath, type Catalog } from "./catalog.ts";

const NEW_ARRIVALS = "New arrivals";
const FETCH_MS = 10_000;

/** Fills an empty shop with the products that the project makes by itself. */
export async function seedShop(parts: Parts): Promise<void> {
  const collections = await makeCollections(parts, [...new Set([...SEED_PRODUCTS.map(({ collection }) => collection), NEW_ARRIVALS])]);
  await define(parts, DEFINITIONS);
  for (const [index, seed] of SEED_PRODUCTS.entries()) {
    const media: string[] = [];
    for (const [place, { draw, scene, alt }] of seed.photos.entries()) {
      const name = `${slug(seed.title)}-${place + 1}.${scene.kind === "none" ? "png" : "jpg"}`;
      const bytes = await drawnOnce(parts, name, () => drawPhoto(draw, scene, 100 + index * 7 + place));
      media.push(await addPhoto(parts, name, bytes, alt));
    }
    const names = [seed.collection, ...(seed.tags.includes("new") ? [NEW_ARRIVALS] : [])];
    await putProduct(parts, {
      title: seed.title, handle: slug(seed.title), status: "ACTIVE", vendor: seed.vendor, type: seed.type, tags: [...seed.tags], description: seed.description,
      collections: names.flatMap((name) => collections.get(name) ?? []), media, metafields: seedMetafields(seed.title),
      variants: seed.variants.map(({ title, price, photo }) => ({ title, price, sku: `${slug(seed.title)}-${slug(title)}`, mediaId: photo === null ? null : media[photo] ?? null })),
    });
  }
}

/** The same photo every time: drawn at the first start, then read. */
async function drawnOnce(parts: Parts, name: string, draw: () => Promise<Buffer>): Promise<Buffer> {
  const file = path.join(parts.folder, "seed", name);
  const known = await fs.readFile(file).catch(() => undefined);
  if (known) return known;
  const bytes = await draw();
  await fs.mkdir(path.dirname(file), { recursive: true });
  await fs.writeFile(file, bytes);
  return bytes;
}

/** Fills an empty shop from a catalog that was read. Returns what is missing of it; the products come all the same. */
export async function loadCatalog(parts: Parts, folder: string, { products, problems }: Catalog): Promise<string[]> {
  const missing = [...problems];
  const collections = await makeCollections(parts, [...new Set(products.map(({ type }) => type).filter(Boolean))]);
  await define(parts, products.flatMap(({ metafields }) => metafields.map(({ namespace, key, name }) => ({ namespace, key, name, type: "single_line_text_field" }))));
  for (const product of products) {
    const bySource = new Map<string, string>();
    for (const { src, alt } of product.images) {
      const { bytes, why } = await imageBytes(folder, src);
      if (bytes) bySource.set(src, await addPhoto(parts, nameOf(src), bytes, alt));
      if (why) missing.push(`${product.handle}: the image ${src} could not be fetched (${why}). The product comes without it; reset the sandbox to try again.`);
    }
    await putProduct(parts, {
      ...product, collections: [collections.get(product.type) ?? ""].filter(Boolean), media: [...bySource.values()],
      metafields: product.metafields.map(({ namespace, key, value }) => ({ namespace, key, type: "single_line_text_field", value })),
      variants: product.variants.map(({ image, ...variant }) => ({ ...variant, mediaId: bySource.get(image ?? "") ?? null })),
    });
  }
  return missing;
}

/** An image of the folder, or one that an address names. */
async function imageBytes(folder: string, src: string): Promise<{ bytes?: Uint8Array; why?: string }> {
  if (!/^https?:/.test(src)) {
    const file = imagePath(folder, src);
    const bytes = file && await fs.readFile(file).catch(() => undefined);
    return bytes ? { bytes } : {}; // readCatalog has named it
  }
  try {
    const response = await fetch(src, { signal: AbortSignal.timeout(FETCH_MS) });
    return response.ok ? { bytes: new Uint8Array(await response.arrayBuffer()) } : { why: `it answered ${response.status}` };
  } catch {
    return { why: "it does not answer" };
  }
}

function nameOf(src: string): string {
  return path.basename(/^https?:/.test(src) ? new URL(src).pathname : src);
}

async function makeCollections(parts: Parts, titles: readonly string[]): Promise<Map<string, string>> {
  const ids = new Map<string, string>();
  for (const title of titles) {
    const id = `gid://shopify/Collection/${await parts.state.next("collection")}`;
    await parts.state.collections.put(id, { id, title });
    ids.set(title, id);
  }
  return ids;
}

/** Describes metafields, each once. */
async function define(parts: Parts, all: readonly { readonly namespace: string; readonly key: string; readonly name: string; readonly type: string }[]): Promise<void> {
  for (const one of all) {
    const id = `${one.namespace}.${one.key}`;
    if (!parts.state.definitions.get(id)) await parts.state.definitions.put(id, { ...one, id });
  }
}

/** A photo that Shopify has processed long ago. One that cannot be read is there as it would be: with an address and without a size. */
async function addPhoto(parts: Parts, name: string, bytes: Uint8Array, alt: string): Promise<string> {
  const fileName = freeName(parts, name);
  await writeFile(parts, fileName, bytes);
  return (await createMedia(parts, { fileName, alt, ready: await sizeOf(bytes) })).id;
}

async function sizeOf(bytes: Uint8Array): Promise<{ width: number; height: number }> {
  try {
    const { width, height } = await sharp(bytes, { limitInputPixels: 1e9 }).metadata();
    return { width, height };
  } catch {
    return { width: 0, height: 0 };
  }
}

async function putProduct(parts: Parts, product: {
  title: string; handle: string; status: "ACTIVE" | "DRAFT" | "ARCHIVED"; vendor: string; type: string; tags: string[]; description: string; collections: string[]; media: string[]; metafields: Metafield[];
  variants: { title: string; price: string; sku: string; mediaId: string | null }[];
}): Promise<void> {
  const id = `gid://shopify/Product/${await parts.state.next("product")}`;
  const variants: { id: string; title: string; price: string; sku: string; mediaId: string | null }[] = [];
  for (const variant of product.variants) variants.push({ id: `gid://shopify/ProductVariant/${await parts.state.next("variant")}`, ...variant });
  await parts.state.products.put(id, { ...product, id, variants, updatedAt: new Date().toISOString() });
}

function slug(text: string): string {
  return text.toLowerCase().replace(/[^a-z0-9]+/g, "-").replace(/^-|-$/g, "");
}
