import { adminRoute } from "./admin/routes.ts";
import { control } from "./control.ts";
import { createFaults } from "./faults.ts";
import type { Parts, Settings } from "./parts.ts";
import { readCatalog } from "./seed/catalog.ts";
import { loadCatalog, seedShop } from "./seed/load.ts";
import { receiveUpload, serveFile } from "./shopify/cdn.ts";
import { createGraphql } from "./shopify/graphql.ts";
import { exchangeToken } from "./shopify/oauth.ts";
import { openState } from "./state.ts";

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

/** The stand-in of Shopify as a function from request to response. An empty shop is filled; one that was left is continued. */
export async function createSandbox(options: SandboxOptions): Promise<Sandbox> {
  const state = await openState(options.databaseUrl);
  const settings: Settings = { appUrl: options.appUrl, mediaMs: 400, tokenSeconds: 3600, retryMs: 1000 };
  const parts: Parts = { state, faults: createFaults(), settings, apiKey: options.apiKey, apiSecret: options.apiSecret, folder: options.folder, origin: options.origin, calls: new Map() };
  let problems: string[] = [];
  const fill = async () => {
    problems = options.catalog ? await loadCatalog(parts, options.catalog, readCatalog(options.catalog)) : (await seedShop(parts), []);
  };
  const again = async () => { await state.clear(); parts.calls.clear(); parts.faults.set([], 1); await fill(); };
  if (state.products.all().length === 0) await fill();
  const graphql = createGraphql(parts);
  return {
    settings,
    get problems() { return problems; },
    close: () => state.close(),
    fetch: async (request) => {
      const url = new URL(request.url);
      if (url.pathname === "/admin/oauth/access_token") return exchangeToken(parts, request);
      if (/^\/admin\/api\/\d{4}-\d{2}\/graphql\.json$/.test(url.pathname)) return graphql(request);
      if (url.pathname.startsWith("/cdn/")) return serveFile(parts, url);
      const upload = /^\/uploads\/([\w-]+)$/.exec(url.pathname)?.[1];
      if (upload) return receiveUpload(parts, request, upload);
      const page = await adminRoute(parts, request, url);
      if (page) return page;
      if (url.pathname.startsWith("/_sandbox/")) return control(parts, request, url, again);
      return new Response("The sandbox has no such page.", { status: 404 });
    },
  };
}
