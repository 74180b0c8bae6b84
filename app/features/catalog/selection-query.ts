import type { Selection } from "./views.ts";

/** A selection as a search of Shopify's product search, or null for a list of ids: by hand, or of the mirror. Values are quoted, so that no merchant's text becomes syntax. */
export function searchOf(selection: Selection): string | null {
  switch (selection.kind) {
    case "products": case "small-photo": return null;
    case "collection": return `collection_id:${selection.id.replace(/\D/g, "")}`;
    case "tag": return `tag:${quoted(selection.tag)}`;
    case "search": return textSearch(selection.query);
  }
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
    case "small-photo": return `First photos smaller than ${selection.below} pixels`;
    case "search": return selection.query.trim() ? `Search “${selection.query.trim()}”` : "All products";
  }
}

function quoted(value: string): string {
  return `"${value.replace(/["\\]/g, " ").trim()}"`;
}
