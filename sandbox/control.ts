import { z } from "zod";
import { createProduct, editMedia, fillMedia, MediaEdit, NewProduct, removeProduct } from "./edits.ts";
import { FaultRule } from "./faults.ts";
import { SHOP, type Parts } from "./parts.ts";
import { forgetCharges, ledgerOf } from "./providers/ledger.ts";
import { addPlainProducts } from "./seed/plain-shop.ts";
import { cdnUrl, hashOfMedia, settleMedia } from "./shopify/files.ts";
import { changePlan, PlanChange } from "./shopify/billing.ts";
import { revokeTokens } from "./shopify/oauth.ts";
import { signSessionToken } from "./shopify/tokens.ts";
import { tellOfProduct } from "./shopify/product-news.ts";
import { sendWebhook, subscriptions } from "./shopify/webhooks.ts";

/** Hashing the bytes of a filled product again and again would take longer than the check is worth. */
const MOST_HASHED = 60;
const Rules = z.object({ rules: z.array(FaultRule), seed: z.number().int().default(1) });
const Settings = z.object({
  appUrl: z.url(), mediaMs: z.number().int().min(0), jobMs: z.number().int().min(0), tokenSeconds: z.number().int().positive(), retryMs: z.number().int().min(1), scopes: z.string(),
  providerMs: z.union([z.number().int().min(0), z.object({ min: z.number().int().min(0), max: z.number().int().min(0) }), z.null()]),
  slowMs: z.number().int().min(0), fastPictures: z.boolean(), varied: z.boolean(), requestsPerMinute: z.number().int().positive(), tasksInFlight: z.number().int().positive(), keepTraffic: z.boolean(),
}).partial();

/** What the sandbox itself can do with its shop. */
export interface ShopKeeper {
  /** Back to the shop as it was filled at first. */
  reset(): Promise<void>;
  /** Another shop, from a catalog folder. */
  load(catalog: string): Promise<void>;
  problems(): readonly string[];
}

/** What tests, the demo and the admin's own pages do behind the scenes: /_sandbox/... in JSON. */
export async function control(parts: Parts, request: Request, url: URL, keeper: ShopKeeper): Promise<Response> {
  const route = url.pathname.replace("/_sandbox/", "");
  try {
    if (request.method === "GET") return await read(parts, route, url);
    if (request.method !== "POST") return Response.json({ error: "GET or POST" }, { status: 405 });
    const body: unknown = await request.json().catch(() => ({}));
    return await change(parts, route, body, keeper);
  } catch (error) {
    const message = error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : "failed";
    return Response.json({ error: message }, { status: 400 });
  }
}

async function read(parts: Parts, route: string, url: URL): Promise<Response> {
  if (route === "state") return Response.json(await snapshot(parts));
  if (route === "token") return new Response(signSessionToken(parts.apiKey, parts.apiSecret, url.searchParams.get("user") ?? "42"), { headers: { "content-type": "text/plain", "cache-control": "no-store" } });
  if (route === "faults") return Response.json({ seed: parts.faults.seed(), rules: parts.faults.list() });
  if (route === "settings") return Response.json(parts.settings);
  if (route === "ledger") return Response.json({ ...ledgerOf(parts.state.charges.all()), leaks: parts.providers.leaks });
  return unknown(route);
}

async function change(parts: Parts, route: string, body: unknown, keeper: ShopKeeper): Promise<Response> {
  const { state } = parts;
  if (route === "faults") {
    const { rules, seed } = Rules.parse(body);
    parts.faults.set(rules, seed);
    return Response.json({ seed, rules });
  }
  if (route === "settings") {
    Object.assign(parts.settings, Settings.parse(body));
    return Response.json(parts.settings);
  }
  if (route === "ledger") {
    if (z.object({ clear: z.boolean() }).parse(body).clear) await forgetCharges(parts);
    return Response.json(ledgerOf(parts.state.charges.all()));
  }
  if (route === "plan") {
    await changePlan(parts, PlanChange.parse(body));
    return Response.json({ subscriptions: state.subscriptions.all() });
  }
  if (route === "tokens") {
    if (z.object({ revoke: z.boolean() }).parse(body).revoke) await revokeTokens(parts);
    return Response.json({ tokens: state.tokens.all().length });
  }
  if (route === "app-url") {
    parts.settings.appUrl = z.object({ appUrl: z.url() }).parse(body).appUrl;
    return Response.json(parts.settings);
  }
  if (route === "generate") {
    await addPlainProducts(parts, z.object({ products: z.number().int().min(1).max(200_000) }).parse(body).products);
    return Response.json({ products: state.products.all().length });
  }
  if (route === "reset" || route === "catalog") {
    await state.exclusive(() => (route === "reset" ? keeper.reset() : keeper.load(z.object({ dir: z.string().min(1) }).parse(body).dir)));
    return Response.json({ products: state.products.all().length, problems: keeper.problems() });
  }
  if (route === "products") {
    const made = NewProduct.parse(body);
    const id = await state.exclusive(() => createProduct(parts, made));
    await tellOfProduct(parts, id, "products/create");
    return Response.json({ product: state.products.get(id) ?? null });
  }
  const topic = /^webhooks\/(.+)$/.exec(route)?.[1];
  if (topic) return subscriptions().uris.has(topic) ? Response.json(await sendWebhook(parts, topic)) : Response.json({ error: `the app does not subscribe to ${topic}` }, { status: 404 });
  const edit = /^products\/(\d+)\/(delete|media|fill)$/.exec(route);
  if (edit?.[1] && edit[2]) return editProduct(parts, `gid://shopify/Product/${edit[1]}`, edit[2], body);
  return unknown(route);
}

function unknown(route: string): Response {
  return Response.json({ error: `the sandbox knows no ${route}` }, { status: 404 });
}

async function editProduct(parts: Parts, id: string, what: string, body: unknown): Promise<Response> {
  if (!parts.state.products.get(id)) return Response.json({ error: "no such product" }, { status: 404 });
  const edit = what === "media" ? MediaEdit.parse(body) : undefined;
  const count = what === "fill" ? z.object({ count: z.number().int().min(0).max(250) }).parse(body).count : 0;
  await parts.state.exclusive(async () => {
    if (edit) await editMedia(parts, id, edit);
    else if (what === "fill") await fillMedia(parts, id, count);
    else await removeProduct(parts, id);
  });
  await tellOfProduct(parts, id);
  return Response.json({ product: parts.state.products.get(id) ?? null });
}

/** The shop as it is, for checks: every product's media in order, with the hash of their bytes. */
async function snapshot(parts: Parts): Promise<object> {
  const products: object[] = [];
  for (const product of parts.state.products.all()) {
    const media: object[] = [];
    for (const [position, id] of product.media.entries()) {
      const row = parts.state.media.get(id);
      if (!row) continue;
      const { alt, status, width, height, fileName, error } = await settleMedia(parts, row);
      media.push({
        id, alt, position, status, error, width, height, fileName, url: cdnUrl(parts, row), sha256: product.media.length > MOST_HASHED ? null : await hashOfMedia(parts, row),
        variantIds: product.variants.filter(({ mediaId }) => mediaId === id).map((variant) => variant.id),
      });
    }
    products.push({ id: product.id, handle: product.handle, title: product.title, media, variants: product.variants });
  }
  const calls = Object.fromEntries(parts.calls);
  const sum = (of: "count" | "cost") => Object.values(calls).reduce((total, call) => total + call[of], 0);
  const totals = { products: products.length, files: parts.state.media.all().length, calls: sum("count"), cost: sum("cost") };
  return { shop: SHOP, products, files: totals.files, totals, calls, deliveries: parts.state.deliveries.all() };
}
