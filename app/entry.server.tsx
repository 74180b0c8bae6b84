import { PassThrough } from "node:stream";
import { createReadableStreamFromReadable, type EntryContext } from "@remix-run/node";
import { RemixServer } from "@remix-run/react";
import { renderToPipeableStream } from "react-dom/server";
import { NonceContext } from "./nonce.ts";
import { documentPolicy, newNonce } from "./platform/http/document-policy.server.ts";
import { setFrameRule } from "./platform/shopify/auth.server.ts";
import { web } from "./routes/process.server.ts";

const REAUTHORISE = "X-Shopify-API-Request-Failure-Reauthorize-Url";
const RETRY = "X-Shopify-Retry-Invalid-Session-Request";
const RENDER_MS = 10_000;

/** Renders a document, with the headers that every document has, errors included. */
export default function handleRequest(request: Request, status: number, headers: Headers, context: EntryContext): Promise<Response> {
  headers.set("content-type", "text/html; charset=utf-8");
  headers.set("cache-control", "no-store");
  const nonce = newNonce();
  setSecurityHeaders(request, headers, nonce);
  return new Promise((resolve, reject) => {
    let code = status;
    const { pipe, abort } = renderToPipeableStream(<NonceContext.Provider value={nonce}><RemixServer context={context} url={request.url} abortDelay={RENDER_MS} nonce={nonce} /></NonceContext.Provider>, {
      nonce,
      onShellReady() {
        const body = new PassThrough();
        resolve(new Response(createReadableStreamFromReadable(body), { headers, status: code }));
        pipe(body);
      },
      onShellError: reject,
      onError(error) {
        code = 500;
        web.context.log.error({ error, path: new URL(request.url).pathname }, "a page failed while it was rendered");
      },
    });
    setTimeout(abort, RENDER_MS + 1_000).unref();
  });
}

/**
 * With single fetch a thrown 401 loses its headers, and an expired token would end at an error page: the
 * header that makes App Bridge try once more with a new one is put back here, for every route.
 */
export function handleDataRequest(response: Response, { request }: { request: Request }): Response {
  if (response.status === 401 && request.headers.has("authorization") && !response.headers.has(REAUTHORISE)) response.headers.set(RETRY, "1");
  response.headers.delete("link");
  response.headers.set("x-content-type-options", "nosniff");
  return response;
}

export function handleError(error: unknown, { request }: { request: Request }): void {
  if (!request.signal.aborted) web.context.log.error({ error, path: new URL(request.url).pathname }, "a request failed");
}

function setSecurityHeaders(request: Request, headers: Headers, nonce: string): void {
  const embedded = /^\/app(\/|$)/.test(new URL(request.url).pathname);
  headers.set("content-security-policy", documentPolicy(nonce, { embedded, appBridgeUrl: web.env.APP_BRIDGE_URL, photos: web.env.SHOPIFY_BASE_URL }));
  setFrameRule(request, headers, web.env);
  headers.set("x-content-type-options", "nosniff");
  // The first address holds a token: it must not travel as a referrer.
  headers.set("referrer-policy", "no-referrer");
  if (web.env.PICCASO_MODE === "production") headers.set("strict-transport-security", "max-age=31536000; includeSubDomains");
}
