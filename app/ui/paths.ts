/** An address below the mount ("runs/ID", "" for home); one that starts with / or a scheme stays as it is. */
export function pathOf(base: string, to: string): string {
  if (/^(\/|#|\?|[a-z][a-z0-9+.-]*:)/i.test(to)) return to;
  return to === "" ? base : `${base}/${to}`;
}

/** The admin's own page of a product. */
export function adminProduct(productId: string): string {
  return `shopify://admin/products/${productId.replace(/\D+/g, "")}`;
}
