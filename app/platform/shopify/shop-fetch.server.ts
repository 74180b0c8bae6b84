/**
 * The fetch for everything that goes to a shop, or to Shopify's partners. In the sandbox such an https address is
 * answered by the stand-in at `baseUrl`, with the host's name in a header; otherwise it is the plain fetch.
 */
export function createShopFetch(baseUrl: string | undefined): typeof fetch {
  if (!baseUrl) return fetch;
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    if (!url.hostname.endsWith(".myshopify.com") && url.hostname !== "partners.shopify.com") return fetch(request);
    const headers = new Headers(request.headers);
    headers.set("x-sandbox-shop", url.hostname);
    const body = request.method === "GET" || request.method === "HEAD" ? null : await request.text();
    return fetch(new URL(url.pathname + url.search, baseUrl), { method: request.method, headers, body, signal: request.signal });
  };
}
