import fs from "node:fs";
import { createRequire } from "node:module";
import { FaultRule } from "../faults.ts";
import { STORE, type Parts } from "../parts.ts";
import { editMedia, MediaEdit, removeProduct } from "../edits.ts";
import { tellOfProduct } from "../shopify/product-news.ts";
import { sendWebhook } from "../shopify/webhooks.ts";
import { forgetCharges } from "../providers/ledger.ts";
import { approvalPage, billingPage, decidePlan, plansPage } from "./billing-pages.ts";
import { providersPage } from "./providers-page.ts";
import { appPage, faultsPage, homePage, photoOf, productPage, productsPage, webhooksPage } from "./pages.ts";

const require = createRequire(import.meta.url);
const STATIC: Readonly<Record<string, readonly [file: string | URL, type: string]>> = {
  "/app-bridge.js": [new URL("../bridge/app-bridge.js", import.meta.url), "text/javascript"],
  "/_sandbox/admin.css": [new URL("./admin.css", import.meta.url), "text/css"],
  "/_sandbox/frame.js": [new URL("./frame.js", import.meta.url), "text/javascript"],
  "/_sandbox/copy.js": [new URL("./copy.js", import.meta.url), "text/javascript"],
  "/_sandbox/font/400": [require.resolve("@fontsource/inter/files/inter-latin-400-normal.woff2"), "font/woff2"],
  "/_sandbox/font/600": [require.resolve("@fontsource/inter/files/inter-latin-600-normal.woff2"), "font/woff2"],
};

/** The admin's pages and files; undefined where an address is none of them. */
export async function adminRoute(parts: Parts, request: Request, url: URL): Promise<Response | undefined> {
  const file = STATIC[url.pathname];
  if (file) return new Response(new Uint8Array(fs.readFileSync(file[0])), { headers: { "content-type": file[1], "cache-control": "public, max-age=60", "cross-origin-resource-policy": "cross-origin", "access-control-allow-origin": "*" } });
  if (url.pathname === "/") return redirect(`/store/${STORE}/apps/piccaso/app`);
  if (url.pathname === "/_sandbox/picker") return Response.json(await Promise.all(parts.state.products.all().map(async ({ id, title, handle, media }) => ({ id, title, handle, image: await photoOf(parts, media[0]) }))));
  const path = url.pathname.startsWith(`/store/${STORE}`) ? url.pathname.slice(`/store/${STORE}`.length) : undefined;
  if (path === undefined) return undefined;
  if (request.method === "POST") return formPost(parts, request, path);
  const body = await pageAt(parts, path, url.search);
  return body ? new Response(body, { headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" } }) : undefined;
}

async function pageAt(parts: Parts, path: string, search: string): Promise<string | undefined> {
  if (path.startsWith("/apps/piccaso")) return appPage(parts, path.slice("/apps/piccaso".length) + search);
  if (path === "" || path === "/" || path === "/home") return homePage(parts);
  if (path === "/products") return productsPage(parts);
  if (path === "/faults") return faultsPage(parts);
  if (path === "/providers") return providersPage(parts);
  if (path === "/webhooks") return webhooksPage(parts);
  if (path === "/billing") return billingPage(parts);
  if (path === "/charges/piccaso/pricing_plans") return plansPage(parts);
  const charge = /^\/charges\/confirm\/(\d+)$/.exec(path)?.[1];
  if (charge) return approvalPage(parts, charge);
  const product = /^\/products\/(\d+)$/.exec(path)?.[1];
  return product ? productPage(parts, product) : undefined;
}

async function formPost(parts: Parts, request: Request, path: string): Promise<Response> {
  const form = new Map([...(await request.formData())].map(([name, value]) => [name, typeof value === "string" ? value : ""]));
  const read = (name: string) => form.get(name) ?? "";
  const product = /^\/products\/(\d+)$/.exec(path)?.[1];
  if (path === "/faults") {
    const rule = FaultRule.safeParse({ match: read("match"), kind: read("kind"), rate: Number(read("rate") || 1), ms: Number(read("ms") || 1000), ...(read("times") ? { times: Number(read("times")) } : {}), ...(read("operation") ? { operation: read("operation") } : {}) });
    parts.faults.set(read("clear") || !rule.success ? [] : [...parts.faults.list(), rule.data], Number(read("seed") || 1));
  } else if (path === "/providers") {
    await forgetCharges(parts);
  } else if (path === "/webhooks") {
    await sendWebhook(parts, read("topic"));
  } else if (path === "/billing" || path.startsWith("/charges/")) {
    return redirect(await decidePlan(parts, path, read));
  } else if (product) {
    const id = `gid://shopify/Product/${product}`;
    const op = read("op");
    if (op === "delete") { await parts.state.exclusive(() => removeProduct(parts, id)); await tellOfProduct(parts, id); return redirect(`/store/${STORE}/products`); }
    const edit = MediaEdit.safeParse(Object.fromEntries(form));
    if (edit.success) { await parts.state.exclusive(() => editMedia(parts, id, edit.data)); await tellOfProduct(parts, id); }
  }
  return redirect(`/store/${STORE}${path}`);
}

function redirect(to: string): Response {
  return new Response(null, { status: 303, headers: { location: to } });
}
