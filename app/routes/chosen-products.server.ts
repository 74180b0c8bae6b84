/**
 * Products that the admin opened the app with, as Shopify's ids: its links add `id` on a product's page
 * and `ids[]` on a list, plain numbers both (shopify.dev, admin link extensions).
 */
export function chosenProducts(url: URL): string[] {
  const numbers = [...url.searchParams.getAll("id"), ...url.searchParams.getAll("ids[]")].filter((id) => /^\d{1,20}$/.test(id));
  return [...new Set(numbers)].map((id) => `gid://shopify/Product/${id}`);
}
