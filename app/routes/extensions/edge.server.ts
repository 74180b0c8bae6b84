import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError, ERRORS } from "#app/core/errors.ts";
import { act } from "#app/routes/answer.server.ts";
import { admit } from "#app/routes/auth.server.ts";
import { web } from "#app/routes/process.server.ts";

/** Where Shopify runs the extensions of the admin. */
const ORIGIN = "https://extensions.shopifycdn.com";
const PREFLIGHT_SECONDS = 7200;
/** Asks Shopify's fetch for the same request with a fresh token. */
const RETRY = "X-Shopify-Retry-Invalid-Session-Request";

/**
 * The edge of every route below /extensions: the preflight, who asks, one piece of work, and its answer as
 * JSON: `{ok: true, result}` or `{ok: false, error}` with the error's status. Every answer can be read from the
 * extensions' origin, refusals too, and from no other.
 */
export async function answerExtension(request: Request, work: (at: WorkspaceContext) => Promise<object>): Promise<Response> {
  const response = request.method === "OPTIONS" ? new Response(null, { status: 204 }) : await answered(request, work);
  response.headers.set("cache-control", "no-store");
  response.headers.set("vary", "Origin");
  response.headers.set("x-content-type-options", "nosniff");
  if (request.headers.get("origin") === ORIGIN) allowOrigin(response.headers);
  return response;
}

function allowOrigin(headers: Headers): void {
  headers.set("access-control-allow-origin", ORIGIN);
  headers.set("access-control-allow-methods", "GET, POST");
  headers.set("access-control-allow-headers", "Authorization, Content-Type");
  headers.set("access-control-expose-headers", RETRY);
  headers.set("access-control-max-age", String(PREFLIGHT_SECONDS));
}

async function answered(request: Request, work: (at: WorkspaceContext) => Promise<object>): Promise<Response> {
  // Without a token Shopify's library takes the request for a document and leads it to a sign-in page.
  if (!/^Bearer \S+$/.test(request.headers.get("authorization") ?? "")) return refused(401);
  try {
    const { data, init } = await act(web.context, async () => work(await admit(request)));
    return Response.json(data, { status: init?.status ?? 200 });
  } catch (thrown) {
    if (thrown instanceof Response) return refused(thrown.status);
    web.context.log.error({ error: thrown, path: new URL(request.url).pathname }, "an extension's request failed");
    return refused(500);
  }
}

/** Sign-in's own answers are for documents: here they become a sentence. */
function refused(status: number): Response {
  const code = status < 500 ? "not_signed_in" : "internal";
  const headers = status === 401 ? { [RETRY]: "1" } : undefined;
  return Response.json({ ok: false, error: { code, say: ERRORS[code].say, field: null } }, { status: status < 400 ? 401 : status, ...(headers ? { headers } : {}) });
}

/** The route's parameter. Throws not_found where there is none. */
export function named(params: Readonly<Record<string, string | undefined>>, name: string): string {
  const value = params[name];
  if (!value || !/^[0-9a-f-]{36}$/.test(value)) throw new AppError("not_found", `no ${name}`);
  return value;
}

/** A signed address of an image as another origin reads it. */
export function absolute(path: string): string {
  return new URL(path, web.env.APP_URL).href;
}
