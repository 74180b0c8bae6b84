import sharp from "sharp";
import type { Parts } from "../parts.ts";
import type { Media, Product } from "../state.ts";
import { writeFile } from "../shopify/files.ts";

/** Ids of generated things lie above those that are counted. */
const FIRST_ID = 10_000_000;
const CHUNK = 5_000;
const FILE = "plain.jpg";
const TYPES = ["Lamp", "Vase", "Bag", "Bowl", "Chair"];

/** Adds so many plain products to the shop: each with one or two variants, most with the same photo, every tenth a small one, every twentieth none. */
export async function addPlainProducts(parts: Parts, count: number): Promise<void> {
  await writeFile(parts, FILE, await sharp({ create: { width: 400, height: 400, channels: 3, background: "#dddddd" } }).jpeg().toBuffer());
  for (let from = 0; from < count; from += CHUNK) {
    const numbers = Array.from({ length: Math.min(CHUNK, count - from) }, (_one, index) => from + index);
    await parts.state.media.putAll(numbers.filter((n) => n % 20 !== 0).map((n): Media => ({
      id: `gid://shopify/MediaImage/${FIRST_ID + n}`, fileName: FILE, alt: "", status: "READY", error: null, errorCode: null, width: n % 10 === 5 ? 400 : 2048, height: n % 10 === 5 ? 400 : 2048, version: 1, readyAt: 0, createdAt: 0,
    })));
    await parts.state.products.putAll(numbers.map(productOf));
  }
}

function productOf(n: number): Product {
  const type = TYPES[n % TYPES.length] ?? "Lamp";
  const variant = (place: number) => ({ id: `gid://shopify/ProductVariant/${FIRST_ID + n * 2 + place}`, title: place === 0 ? "Small" : "Large", sku: `PLAIN-${n}-${place}`, price: "10.00", mediaId: null });
  return {
    id: `gid://shopify/Product/${FIRST_ID + n}`, title: `Plain ${type} ${n}`, handle: `plain-${n}`, status: "ACTIVE", vendor: `Vendor ${n % 7}`, type, tags: ["plain", `batch-${n % 50}`], description: "A plain product.",
    collections: [], media: n % 20 === 0 ? [] : [`gid://shopify/MediaImage/${FIRST_ID + n}`], variants: n % 2 ? [variant(0), variant(1)] : [variant(0)], metafields: [], updatedAt: "2026-01-01T00:00:00.000Z",
  };
}
