import http, { type IncomingMessage, type RequestOptions } from "node:http";
import https from "node:https";
import { isAddressOf } from "#app/core/hosts.ts";
import { LineError } from "#app/core/line-error.ts";
import { urlAllowed } from "./address.server.ts";
import { checkedLookup, type SafeFetchOptions } from "./safe-fetch.server.ts";

/** What a line may reach, and how much it may bring. Bytes are counted as received; nothing packed is unpacked. */
export interface Reach {
  readonly baseUrl: string;
  /** Hosts of results, as names or `*.name`. */
  readonly resultHosts: readonly string[];
  /** Hosts besides that of `baseUrl` to which the key may go too, https only, in the same form. */
  readonly keyHosts?: readonly string[];
  /** Whether `baseUrl` is the sandbox's: reached as it is, also on http and on this machine. */
  readonly trusted: boolean;
  readonly maxBytes?: number;
  readonly resolve?: SafeFetchOptions["resolve"];
}

/** The largest answer: sixteen images of four megapixels as base64 stay below it. */
const MAX_BYTES = 60_000_000;
/** Where keys stand in requests of the providers. They go to the provider's own addresses alone. */
const KEY_HEADERS = ["authorization", "x-key", "x-goog-api-key"];

/**
 * The `fetch` of one provider's line. It reaches the provider's own address and its results' hosts only,
 * connects to no address that is not public, follows no redirect, sends the key nowhere else, and stops at
 * a number of bytes. Throws LineError, which tells whether anything was sent.
 */
export function createProviderFetch(reach: Reach): typeof fetch {
  const home = new URL(reach.baseUrl).origin;
  const keyHosts = reach.keyHosts ?? [];
  return async (input, init) => {
    const request = new Request(input, init);
    const url = new URL(request.url);
    const isHome = url.origin === home;
    const mayHoldKey = isAddressOf(request.url, home, keyHosts);
    if (!mayHoldKey && !isAddressOf(request.url, home, reach.resultHosts)) throw new LineError("refused", "This address is not the provider's.");
    const trusted = reach.trusted && isHome;
    if (!trusted && !urlAllowed(request.url)) throw new LineError("refused", "This address is not allowed.");
    const headers = new Headers(request.headers);
    headers.set("accept-encoding", "identity");
    if (!mayHoldKey) KEY_HEADERS.forEach((name) => headers.delete(name));
    const body = Buffer.from(await request.arrayBuffer());
    headers.set("content-length", String(body.byteLength));
    const answer = await send(url, { method: request.method, headers: Object.fromEntries(headers), signal: request.signal, agent: false, ...(trusted ? {} : { lookup: checkedLookup(reach.resolve) }) }, body);
    return responseOf(answer, reach.maxBytes ?? MAX_BYTES);
  };
}

function send(url: URL, options: RequestOptions, body: Buffer): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    let connected = false;
    const request = (url.protocol === "http:" ? http : https).request(url, options, resolve);
    request.on("socket", (socket) => { socket.once(url.protocol === "http:" ? "connect" : "secureConnect", () => { connected = true; }); });
    request.on("error", (error) => reject(connected ? new LineError("lost", "No answer came.", error) : new LineError("unsent", "The provider could not be reached.", error)));
    request.end(body);
  });
}

function responseOf(answer: IncomingMessage, maxBytes: number): Response {
  const packed = answer.headers["content-encoding"];
  const headers = new Headers();
  for (const [name, value] of Object.entries(answer.headers)) if (value !== undefined) headers.set(name, Array.isArray(value) ? value.join(", ") : value);
  headers.delete("content-encoding");
  const status = answer.statusCode ?? 502;
  if (status === 204 || status === 205 || status === 304) return new Response(null, { status, headers });
  return new Response(packed && packed !== "identity" ? broken(answer, new LineError("unusable", "The answer was packed, although that was not asked for.")) : bounded(answer, maxBytes), { status, headers });
}

function broken(answer: IncomingMessage, error: LineError): ReadableStream<Uint8Array> {
  answer.destroy();
  return new ReadableStream({ start: (controller) => controller.error(error) });
}

function bounded(answer: IncomingMessage, maxBytes: number): ReadableStream<Uint8Array> {
  const parts = answer[Symbol.asyncIterator]();
  let size = 0;
  return new ReadableStream<Uint8Array>({
    async pull(controller) {
      try {
        const part: IteratorResult<unknown> = await parts.next();
        if (part.done) { controller.close(); return; }
        const bytes = Buffer.isBuffer(part.value) ? part.value : Buffer.from(String(part.value));
        size += bytes.byteLength;
        if (size > maxBytes) {
          answer.destroy();
          throw new LineError("unusable", `The answer is larger than ${Math.round(maxBytes / 1_000_000)} MB.`);
        }
        controller.enqueue(bytes);
      } catch (error) {
        controller.error(error instanceof LineError ? error : new LineError("lost", "The answer broke off.", error));
      }
    },
    cancel: () => { answer.destroy(); },
  });
}
