import https from "node:https";
import type { IncomingMessage } from "node:http";
import { AppError } from "#app/core/errors.ts";
import { urlAllowed } from "./address.server.ts";
import { checkedLookup, type Resolve } from "./checked-lookup.server.ts";

/** How a connection is opened: https.get, or a test's own. */
export type Connect = (url: URL, options: https.RequestOptions, answered: (response: Answered) => void, failed: (error: Error) => void) => void;

/** What is used of an answer. */
export type Answered = Pick<IncomingMessage, "statusCode" | "headers"> & AsyncIterable<Uint8Array> & { destroy(): unknown };

/** What tests replace: name resolution and the connection. `trusted` are origins of the sandbox, fetched as they are. */
export interface SafeFetchOptions {
  readonly trusted?: readonly string[];
  readonly resolve?: Resolve;
  readonly connect?: Connect;
}

/** What goes along with a request, and when it is given up. */
export interface Asked {
  readonly headers: Readonly<Record<string, string>>;
  readonly signal: AbortSignal;
}

/** An answer whose body was not read yet. */
export interface Opened {
  readonly status: number;
  readonly body: AsyncIterable<Uint8Array>;
}

const MAX_REDIRECTS = 3;

/**
 * Opens an address that a person, a shop or a provider named. The address that is connected to is the one that was
 * checked, each redirect is checked again, and no header goes along but those that are named here. Throws address_refused or download_failed.
 */
export async function openSafely(url: string, asked: Asked, options: SafeFetchOptions): Promise<Opened> {
  if (URL.canParse(url) && options.trusted?.includes(new URL(url).origin)) return openTrusted(url, asked);
  let next = url;
  for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
    if (!urlAllowed(next)) throw new AppError("address_refused", `refused address, hop ${hop}`);
    const response = await get(new URL(next), asked, options);
    const location = response.headers.location;
    if (response.statusCode && response.statusCode >= 300 && response.statusCode < 400 && location) {
      response.destroy();
      if (!URL.canParse(location, next)) throw new AppError("address_refused", "a redirect to no address");
      next = new URL(location, next).href;
      continue;
    }
    return { status: response.statusCode ?? 0, body: response };
  }
  throw new AppError("address_refused", "too many redirects");
}

async function openTrusted(url: string, asked: Asked): Promise<Opened> {
  try {
    const { status, body } = await fetch(url, { ...asked, redirect: "error" });
    return { status, body: partsOf(body) };
  } catch (error) {
    throw new AppError("download_failed", "the server did not answer", { cause: error });
  }
}

function get(url: URL, { headers, signal }: Asked, options: SafeFetchOptions): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const connect: Connect = options.connect ?? ((to, request, answered, failed) => { https.get(to, request, answered).on("error", failed); });
    const failed = (error: Error) => reject(error instanceof AppError ? error : new AppError("download_failed", "the server did not answer", { cause: error }));
    connect(url, { signal, lookup: checkedLookup(options.resolve), headers: { ...headers, "user-agent": "Piccaso" } }, resolve, failed);
  });
}

async function* partsOf(body: ReadableStream<Uint8Array> | null): AsyncGenerator<Uint8Array> {
  const reader = body?.getReader();
  try {
    for (let part = await reader?.read(); part?.value; part = await reader?.read()) yield part.value;
  } finally {
    await reader?.cancel().catch(() => undefined);
  }
}
