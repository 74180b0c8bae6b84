import { LineError } from "#app/core/line-error.ts";
import type { ProviderLine } from "#app/core/provider.ts";
import { scrub } from "./scrub.ts";

/** An answer that came whole. `body` is its JSON, or undefined where it is none. */
export interface Answered {
  readonly state: "answered";
  readonly status: number;
  /** A status of the 200s: whatever it holds, it was charged. */
  readonly ok: boolean;
  readonly headers: Headers;
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly body: unknown;
}

/** What came of sending one request: an answer, a fault of the line, or a request that could not be written. */
export type Exchanged = Answered | { readonly state: "failed"; readonly error: LineError } | { readonly state: "unwritten"; readonly why: string };

/**
 * Sends one request by `send`, which gets a `fetch` to send it with (a client library's or our own), and says
 * what came of it. What libraries make of an answer or an error is not asked: all providers are read the same way.
 */
export async function exchange(line: ProviderLine, send: (fetch: typeof globalThis.fetch) => Promise<unknown>): Promise<Exchanged> {
  let seen: Exchanged | undefined;
  const record = async (input: string | URL | Request, init?: RequestInit) => {
    if (seen) throw new LineError("refused", "A second request where one was allowed.");
    // Until it is known better: a throw of any other kind may have come after bytes were sent.
    seen = { state: "failed", error: new LineError("lost", "The connection broke off.") };
    try {
      const response = await line.fetch(input, { ...init, signal: line.signal });
      const answer = await whole(response);
      seen = answer;
      return new Response(hasBody(answer.status) ? answer.bytes : null, { status: answer.status, headers: answer.headers });
    } catch (error) {
      if (error instanceof LineError) seen = { state: "failed", error };
      throw error;
    }
  };
  try {
    // A client library looks for the answer's class on the function it was given, and else fetches an empty data: URL to find it.
    await send(Object.assign(record, { Response }));
  } catch (error) {
    seen ??= { state: "unwritten", why: scrub(error instanceof Error ? error.message : String(error), line.key.reveal()) };
  }
  return seen ?? { state: "unwritten", why: "Nothing was sent." };
}

/** Reads a body to its end. A refusal is a refusal, even if its words break off; a good answer must be whole. */
async function whole(response: Response): Promise<Answered> {
  const { status, ok, headers } = response;
  const bytes = await response.arrayBuffer().then((buffer) => new Uint8Array(buffer), (error: unknown) => {
    if (ok) throw error;
    return new Uint8Array();
  });
  return { state: "answered", status, ok, headers, bytes, body: jsonIn(bytes, headers) };
}

function jsonIn(bytes: Uint8Array, headers: Headers): unknown {
  if (headers.get("content-type")?.startsWith("image/")) return undefined;
  try {
    return JSON.parse(new TextDecoder().decode(bytes));
  } catch {
    return undefined;
  }
}

function hasBody(status: number): boolean {
  return status !== 204 && status !== 205 && status !== 304;
}

/** Whether a key can stand in a header at all: what cannot is not one, and libraries would repeat it in their errors. */
export function isSendable(key: string): boolean {
  return /^[\x21-\x7e]+$/.test(key);
}
