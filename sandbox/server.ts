import { adminRoute } from "./admin/routes.ts";
import { control, type ShopKeeper } from "./control.ts";
import { createFaults } from "./faults.ts";
import { ensureFirstKey } from "./kms/operations.ts";
import { createKms } from "./kms/server.ts";
import { DEFAULTS, SHOP, type Parts, type Settings } from "./parts.ts";
import { createProviderMemory } from "./providers/memory.ts";
import { providerRoute } from "./providers/route.ts";
import { readCatalog } from "./seed/catalog.ts";
import { loadCatalog, seedShop } from "./seed/load.ts";
import { serveBulk } from "./shopify/bulk-file.ts";
import { startOn } from "./shopify/billing.ts";
import { receiveUpload, serveFile } from "./shopify/cdn.ts";
import { createGraphql } from "./shopify/graphql.ts";
import { exchangeToken } from "./shopify/oauth.ts";
import { askPartner } from "./shopify/partner.ts";
import { resumeDeliveries } from "./shopify/webhooks.ts";
import { openState } from "./state.ts";
import { watchTraffic } from "./traffic.ts";

/** Set while the shop is being filled. */
const FILLING = "filling";

export interface SandboxOptions {
  readonly databaseUrl: string;
  readonly folder: string;
  readonly apiKey: string;
  readonly apiSecret: string;
  readonly appUrl: string;
  readonly catalog?: string | undefined;
  /** Its own address; asked when it is needed, because the port is chosen late. */
  readonly origin: () => string;
}

export interface Sandbox {
  fetch(request: Request): Promise<Response>;
  /** What of the catalog could not be read. */
  readonly problems: readonly string[];
  readonly settings: Settings;
  close(): Promise<void>;
}

/**
 * The stand-in of Shopify, the image providers and AWS KMS as a function from request to response. An empty shop is filled, one that was
 * killed while it was filled anew; one that was left is continued. An answer of status 599 means that the line must be cut instead.
 */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const state = await openState(options.databaseUrl);
  const closing = new AbortController();
  const settings: Settings = { ...DEFAULTS, appUrl: options.appUrl };
  const parts: Parts = {
    state, faults: createFaults(), settings, apiKey: options.apiKey, apiSecret: options.apiSecret, folder: options.folder, origin: options.origin, calls: new Map(), jobs: new Map(), providers: createProviderMemory(), closing: closing.signal,
  };
  let catalog = options.catalog;
  let problems: string[] = [];
  const fill = async () => {
    await state.marks.put(FILLING, { id: FILLING });
    problems = catalog ? await loadCatalog(parts, catalog, readCatalog(catalog)) : (await seedShop(parts), []);
    await state.marks.remove(FILLING);
  };
  const keeper: ShopKeeper = {
    reset: async () => {
      await state.clear();
      parts.calls.clear();
      parts.faults.set([], 1);
      await fill();
    },
    load: async (folder) => {
      readCatalog(folder); // a broken one must not cost the shop that is there
      catalog = folder;
      await keeper.reset();
    },
    problems: () => problems,
  };
  if (state.marks.get(FILLING)) await state.clear();
  if (state.products.all().length === 0) await fill();
  if (state.subscriptions.all().length === 0) await startOn(parts, "scale");
  await ensureFirstKey(state.kmsKeys);
  resumeDeliveries(parts);
  const kms = createKms(state.kmsKeys, parts.faults);
  const graphql = createGraphql(parts);
  return {
    settings,
    get problems() { return problems; },
    close: async () => {
      closing.abort();
      await Promise.all(parts.providers.drawing.values());
      await state.exclusive(async () => undefined);
      await state.close();
    },
    fetch: async (request) => {
      const url = new URL(request.url);
      await watchTraffic(parts, request, url);
      if (url.pathname === "/admin/oauth/access_token") return tokenRoute(parts, request);
      const partner = /^\/\d+\/api\/(\d{4}-\d{2})\/graphql\.json$/.exec(url.pathname)?.[1];
      if (partner) return askPartner(parts, request, partner);
      const version = /^\/admin\/api\/(\d{4}-\d{2})\/graphql\.json$/.exec(url.pathname)?.[1];
      if (version) return graphql(request, version);
      if (url.pathname === "/kms" || url.pathname === "/kms/") return kms(request);
      const bulk = /^\/bulk\/([\w.-]+)$/.exec(url.pathname)?.[1];
      if (bulk) return serveBulk(parts, request, bulk);
      if (url.pathname.startsWith("/cdn/")) return serveFile(parts, request, url);
      const upload = /^\/uploads\/([\w-]+)$/.exec(url.pathname)?.[1];
      if (upload) return receiveUpload(parts, request, upload);
      const provided = await providerRoute(parts, request, url);
      if (provided) return provided;
      const page = await adminRoute(parts, request, url);
      if (page) return page;
      if (url.pathname.startsWith("/_sandbox/")) return control(parts, request, url, keeper);
      return new Response("The sandbox has no such page.", { status: 404, headers: { "content-type": "text/plain; charset=utf-8" } });
    },
  };
}

/** The app names the shop in a header, because every shop has the sandbox's address. */
function tokenRoute(parts: Parts, request: Request): Promise<Response> | Response {
  const shop = request.headers.get("x-sandbox-shop") ?? SHOP;
  if (shop !== SHOP) return Response.json({ error: "shop_not_found", error_description: `The sandbox has no shop ${shop}` }, { status: 404 });
  return request.method === "POST" ? exchangeToken(parts, request) : Response.json({ error: "invalid_request" }, { status: 405 });
}
