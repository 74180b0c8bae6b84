import type { LoaderFunctionArgs } from "@remix-run/node";
import { documentPolicy, newNonce } from "#app/platform/http/document-policy.server.ts";
import { setFrameRule } from "#app/platform/shopify/auth.server.ts";
import { web } from "./process.server.ts";

/**
 * Shopify's sign-in pages. /auth/login asks for no shop (App Store 2.3.1): inside the admin it brings a
 * frame that lost its parameters back to its page, outside it says where to open the app.
 */
export async function loader({ request }: LoaderFunctionArgs) {
  const url = new URL(request.url);
  if (url.pathname !== "/auth/login") {
    await web.shopify.authRoute(request);
    return null;
  }
  const to = url.searchParams.get("to") ?? "/app";
  const safe = /^\/app(\/[\w\-/]*)?$/.test(to) ? to : "/app";
  const headers = new Headers({ "content-type": "text/html; charset=utf-8", "cache-control": "no-store", "referrer-policy": "no-referrer" });
  const nonce = newNonce();
  headers.set("content-security-policy", documentPolicy(nonce, { embedded: true, appBridgeUrl: web.env.APP_BRIDGE_URL, photos: undefined }));
  setFrameRule(request, headers, web.env);
  return new Response(page(web.env.SHOPIFY_API_KEY, web.env.APP_BRIDGE_URL, safe, nonce), { headers });
}

function page(apiKey: string, bridge: string, to: string, nonce: string): string {
  return `<!doctype html><html lang="en"><head><meta charset="utf-8"><title>Piccaso</title><meta name="shopify-api-key" content="${escaped(apiKey)}"><script src="${escaped(bridge)}"></script></head>
<body><main><p>Open Piccaso from your Shopify admin.</p></main><script nonce="${nonce}">
if (window.top !== window) shopify.idToken().then((token) => {
  const url = new URL(${JSON.stringify(to)}, location.origin);
  for (const [name, value] of [["embedded", "1"], ["shop", shopify.config.shop], ["host", shopify.config.host], ["id_token", token]]) url.searchParams.set(name, value);
  location.replace(url);
});
</script></body></html>`;
}

function escaped(text: string): string {
  return text.replace(/[&"<>]/g, (character) => `&#${character.charCodeAt(0)};`);
}
