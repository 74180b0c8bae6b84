import { isAddressOf } from "#app/core/hosts.ts";
import { LineError } from "#app/core/line-error.ts";
import type { KeyInUse, Provider, ProviderLine } from "#app/core/provider.ts";
import { urlAllowed } from "./address.server.ts";
import { boundedBody } from "./bounded-body.server.ts";
import type { Resolve } from "./checked-lookup.server.ts";
import { connectOnce } from "./connect-once.server.ts";
import { deadlineOf } from "./deadline.server.ts";

/** What one line is made of. */
export interface LineOptions {
  readonly provider: Pick<Provider, "resultHosts" | "keyHosts">;
  readonly key: KeyInUse;
  /** Where the provider is: its own address, or the sandbox's. */
  readonly baseUrl: string;
  /** Origins of the sandbox: reached as they are, http and loopback too. None in production. */
  readonly trusted?: readonly string[];
  /** For one exchange, the whole body included, ms. */
  readonly timeoutMs: number;
  /** The most bytes of a body, counted after unpacking. */
  readonly maxBytes?: number;
  /** Ends everything on this line: the worker stops, the run was cancelled. */
  readonly signal?: AbortSignal;
  readonly now?: () => number;
  readonly resolve?: Resolve;
}

/** An image of 4K in base64 has some 25 MB. */
const MAX_BYTES = 60_000_000;

/**
 * Makes the line that an adapter talks over. Its `fetch` reaches the provider's origin, its regions and the
 * hosts of its results, and nothing else; https on public addresses only, checked at the moment of connecting.
 * Hosts of results get a plain GET without any header of the adapter's but `accept`, so no key in whatever header.
 * No redirect is followed. Each request has a connection of its own and one deadline; bodies are bounded after
 * unpacking and never held here. Whatever fails is a LineError that says whether anything had been sent.
 */
export function openLine(options: LineOptions): ProviderLine {
  const { key, baseUrl, now = Date.now, signal = new AbortController().signal } = options;
  return { key, baseUrl, now, signal, fetch: async (input, init) => send(options, requestOf(input, init), init?.signal ?? undefined) };
}

function requestOf(...[input, init]: Parameters<typeof fetch>): Request {
  try {
    return new Request(input, { ...init, redirect: "manual" });
  } catch {
    // What the platform says of it repeats the address.
    throw new LineError("refused", "This request cannot be written. Nothing was sent.");
  }
}

async function send(options: LineOptions, request: Request, signal: AbortSignal | undefined): Promise<Response> {
  const trusted = requireAllowed(request, options);
  const headers = headersFor(request.url, request.headers, options);
  const deadline = deadlineOf(options.timeoutMs, [options.signal, signal]);
  try {
    const body = request.body ? new Uint8Array(await request.arrayBuffer()) : undefined;
    const incoming = await connectOnce(new URL(request.url), { method: request.method, headers, body }, { trusted, resolve: options.resolve, signal: deadline.signal });
    const answer = boundedBody(incoming, options.maxBytes ?? MAX_BYTES, deadline);
    return new Response(answer.body, { status: incoming.statusCode ?? 0, headers: answer.headers });
  } catch (error) {
    deadline.end();
    throw error;
  }
}

/** Whether an address is trusted as it is. Throws for one that may not be reached at all, or not in this way. */
function requireAllowed({ url, method }: Request, { baseUrl, provider, trusted = [] }: LineOptions): boolean {
  const own = takesKey(url, { baseUrl, provider });
  if (!own && method !== "GET") throw new LineError("refused", "Results are fetched, and nothing else is done where they lie. Nothing was sent.");
  if (trusted.includes(new URL(url).origin)) return true;
  if (!(own || isAddressOf(url, new URL(baseUrl).origin, provider.resultHosts)) || !urlAllowed(url)) throw new LineError("refused", "This address is not the provider's. Nothing was sent to it.");
  return false;
}

/** The headers that an address gets: the adapter's own, key included, only at the provider's origin and its regions. */
export function headersFor(address: string, given: Headers, of: Pick<LineOptions, "baseUrl" | "provider">): Headers {
  const headers = takesKey(address, of) ? new Headers(given) : new Headers({ accept: given.get("accept") ?? "*/*" });
  headers.set("accept-encoding", "gzip");
  headers.set("user-agent", "Piccaso");
  return headers;
}

function takesKey(address: string, { baseUrl, provider }: Pick<LineOptions, "baseUrl" | "provider">): boolean {
  return isAddressOf(address, new URL(baseUrl).origin, provider.keyHosts ?? []);
}
