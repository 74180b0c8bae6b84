import "@shopify/shopify-app-remix/adapters/node";
import { redirect } from "@remix-run/node";
import { ApiVersion, AppDistribution, shopifyApp } from "@shopify/shopify-app-remix/server";
import { setAbstractFetchFunc } from "@shopify/shopify-api/runtime";
import type { Log } from "#app/core/context.ts";
import type { Env } from "../env.server.ts";
import { createShopFetch } from "./shop-fetch.server.ts";
import type { sessionStorage } from "./session-storage.server.ts";
import { SCOPES } from "./version.ts";


/** Who came in through the admin: the shop, and Shopify's id of the person. */
export interface ShopVisitor {
  readonly shop: string;
  readonly userId: string;
  readonly scopes: readonly string[];
}

/** Shopify's own library, set up for token exchange with expiring tokens. */
export function createShopifyAuth(env: Env, storage: ReturnType<typeof sessionStorage>, log: Log) {
  // The adapter sets the plain fetch at import; ours must come after it.
  setAbstractFetchFunc(createShopFetch(env.SHOPIFY_BASE_URL));
  const shopify = shopifyApp({
    apiKey: env.SHOPIFY_API_KEY,
    apiSecretKey: env.SHOPIFY_API_SECRET.reveal(),
    apiVersion: ApiVersion.October26,
    scopes: SCOPES,
    appUrl: env.APP_URL,
    authPathPrefix: "/auth",
    sessionStorage: storage,
    distribution: AppDistribution.AppStore,
    future: { unstable_newEmbeddedAuthStrategy: true, expiringOfflineAccessTokens: true },
    // The library's messages can hold whole session tokens: levels only.
    logger: { level: 0, log: async (severity) => log.warn({ severity }, "the Shopify library reported an error") },
  });
  return {
    /** Checks the session token of a request below /app. Throws the Response that brings a fresh one. */
    visitor: async (request: Request): Promise<ShopVisitor> => {
      try {
        const { sessionToken, session } = await shopify.authenticate.admin(request);
        if (!sessionToken) throw new Response(null, { status: 401 });
        requireHonestToken(sessionToken);
        return { shop: session.shop, userId: sessionToken.sub, scopes: (session.scope ?? "").split(",").filter(Boolean) };
      } catch (thrown) {
        throw thrown instanceof Response ? mended(thrown, request, env) : thrown;
      }
    },
    /** The bounce page of /auth/session-token and the exit page. */
    authRoute: async (request: Request): Promise<void> => {
      try {
        await shopify.authenticate.admin(request);
      } catch (thrown) {
        throw thrown instanceof Response ? mended(thrown, request, env) : thrown;
      }
    },
  };
}

/** The library accepts a token whose `iss` is another host than `dest`, one without `exp`, and any `dest`. */
export function requireHonestToken(token: { iss: string; dest: string; exp?: number }): void {
  const host = (text: string) => (URL.canParse(text) ? new URL(text).hostname : "");
  const shop = host(token.dest);
  if (!/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(shop) || host(token.iss) !== shop || typeof token.exp !== "number") throw new Response(null, { status: 401 });
}

/** The library's own answers, with our frame rule, and without its login form that asks for a shop's name. */
function mended(response: Response, request: Request, env: Env): Response {
  const location = response.headers.get("location");
  if (location?.startsWith("/auth/login")) return redirect(`/auth/login?to=${encodeURIComponent(new URL(request.url).pathname)}`);
  if (response.headers.get("content-type")?.includes("text/html")) setFrameRule(request, response.headers, env);
  return response;
}

/**
 * Who may frame a document: the admin of the shop named in the address, for /app and /auth only;
 * everything else nobody. The sandbox's admin only in sandbox mode.
 */
export function setFrameRule(request: Request, headers: Headers, env: Pick<Env, "PICCASO_MODE" | "SHOPIFY_BASE_URL">): void {
  const url = new URL(request.url);
  const shop = url.searchParams.get("shop") ?? "";
  const embedded = /^\/(app|auth)(\/|$)/.test(url.pathname);
  const who = ["https://admin.shopify.com"];
  if (/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/.test(shop)) who.push(`https://${shop}`);
  if (env.PICCASO_MODE === "sandbox" && env.SHOPIFY_BASE_URL) who.push(env.SHOPIFY_BASE_URL);
  const rule = `frame-ancestors ${embedded ? who.join(" ") : "'none'"}`;
  const others = (headers.get("content-security-policy") ?? "").split(";").map((part) => part.trim()).filter((part) => part && !part.startsWith("frame-ancestors"));
  headers.set("content-security-policy", [...others, rule].join("; "));
  headers.delete("link"); // a preload of App Bridge that a stand-in would make wrong
}
