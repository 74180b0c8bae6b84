import type { Product } from "../state.ts";

/** Shopify's search syntax as far as it is used: words, "quoted values", field:value, joined by AND. Unknown fields match nothing. */
export function matchesSearch(product: Product, query: string): boolean {
  return termsOf(query).every(({ field, value }) => {
    const wanted = value.toLowerCase();
    switch (field) {
      case "": return [product.title, product.handle, product.vendor, product.type, ...product.tags].some((text) => text.toLowerCase().includes(wanted));
      case "title": return product.title.toLowerCase().includes(wanted);
      case "tag": return product.tags.some((tag) => tag.toLowerCase() === wanted);
      case "vendor": return product.vendor.toLowerCase() === wanted;
      case "product_type": return product.type.toLowerCase() === wanted;
      case "status": return product.status.toLowerCase() === wanted;
      case "collection_id": return product.collections.some((id) => id.endsWith(`/${wanted}`));
      case "updated_at": return wanted.startsWith(">") && product.updatedAt > value.replace(/^>'?|'$/g, "");
      case "id": return product.id.endsWith(`/${wanted}`);
      default: return false;
    }
  });
}

/** A search as its terms. */
export function termsOf(query: string): { field: string; value: string }[] {
  const found = query.matchAll(/(?:([a-z_]+):)?(?:"([^"]*)"|([^\s"]+))/gi);
  return [...found].flatMap(([, field, quoted, bare]) => {
    const value = quoted ?? bare ?? "";
    return !field && quoted === undefined && value === "AND" ? [] : [{ field: field?.toLowerCase() ?? "", value }];
  });
}
