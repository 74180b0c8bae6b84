import type { Product } from "#app/core/product.ts";
import type { PlainSelection, Selection } from "./views.ts";

/** A selection as a search of Shopify's product search, or null for what is found in another way. Values are quoted, so that no merchant's text becomes syntax. */
export function searchOf(selection: PlainSelection): string | null {
  switch (selection.kind) {
    case "products": case "small-photo": case "no-photo": case "not-processed": case "list": return null;
    case "collection": return `collection_id:${selection.id.replace(/\D/g, "")}`;
    case "tag": return `tag:${quoted(selection.tag)}`;
    case "vendor": return `vendor:${quoted(selection.vendor)}`;
    case "type": return `product_type:${quoted(selection.type)}`;
    case "status": return `status:${selection.status}`;
    case "search": return textSearch(selection.query);
  }
}

/** Whether a product that Shopify's search found is what was asked for: it also finds values that only begin alike. */
export function isMeant(selection: PlainSelection, { vendor, type, status }: Pick<Product, "vendor" | "type" | "status">): boolean {
  if (selection.kind === "vendor") return same(vendor, selection.vendor);
  if (selection.kind === "type") return same(type, selection.type);
  return selection.kind !== "status" || status === selection.status;
}

/** What a merchant typed, as a search of titles and everything else. */
export function textSearch(text: string): string {
  const words = text.trim().split(/\s+/).filter(Boolean).slice(0, 12);
  return words.map(quoted).join(" AND ");
}

/** How the products were chosen, in words. */
export function labelOf(selection: Selection): string {
  switch (selection.kind) {
    case "products": return selection.ids.length === 1 ? "1 product, picked by hand" : `${selection.ids.length} products, picked by hand`;
    case "collection": return `Collection “${selection.title}”`;
    case "tag": return `Products tagged “${selection.tag}”`;
    case "vendor": return `Vendor “${selection.vendor}”`;
    case "type": return `Type “${selection.type}”`;
    case "status": return STATUS_WORDS[selection.status];
    case "no-photo": return "Products without a photo";
    case "not-processed": return `Not yet processed by “${selection.skillName}”`;
    case "list": return "Products of a list";
    case "saved": return `Saved selection “${selection.name}”`;
    case "small-photo": return `First photos smaller than ${selection.below} pixels`;
    case "search": return selection.query.trim() ? `Search “${selection.query.trim()}”` : "All products";
  }
}

const STATUS_WORDS = { ACTIVE: "Active products", UNLISTED: "Unlisted products", DRAFT: "Draft products", ARCHIVED: "Archived products" } as const;

function same(one: string, other: string): boolean {
  return one.trim().toLowerCase() === other.trim().toLowerCase();
}

function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, " ").trim()}"`;
}
