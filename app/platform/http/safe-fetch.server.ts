import https from "node:https";
import type { IncomingMessage } from "node:http";
import { AppError } from "#app/core/errors.ts";
import { urlAllowed } from "./address.server.ts";
import { checkedLookup, type Resolve } from "./checked-lookup.server.ts";

/** Limits of one download. Bytes are counted as received; the time covers everything, redirects included. */
export interface FetchLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

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

const MAX_REDIRECTS = 3;

/**
 * Makes the one function that fetches an address which a person, a shop or a provider named. The
 * address that is connected to is the one that was checked, each redirect is checked again, no header
 * of ours goes along, and size and time are bounded. Throws address_refused, photo_gone (404, 410),
 * too_large or download_failed.
 */
export function createSafeFetch(options: SafeFetchOptions = {}): (url: string, limits: FetchLimits) => Promise<Uint8Array> {
  const trusted = new Set(options.trusted ?? []);
  return async (url, limits) => {
    const deadline = AbortSignal.timeout(limits.timeoutMs);
    if (URL.canParse(url) && trusted.has(new URL(url).origin)) return fetchTrusted(url, limits, deadline);
    let next = url;
    for (let hop = 0; hop <= MAX_REDIRECTS; hop += 1) {
      if (!urlAllowed(next)) throw new AppError("address_refused", `refused address, hop ${hop}`);
      const response = await get(new URL(next), deadline, options);
      const location = response.headers.location;
      if (response.statusCode && response.statusCode >= 300 && response.statusCode < 400 && location) {
        response.destroy();
        if (!URL.canParse(location, next)) throw new AppError("address_refused", "a redirect to no address");
        next = new URL(location, next).href;
        continue;
      }
      requireOk(response.statusCode ?? 0);
      return collect(response, limits.maxBytes);
    }
    throw new AppError("address_refused", "too many redirects");
  };
}

async function fetchTrusted(url: string, limits: FetchLimits, signal: AbortSignal): Promise<Uint8Array> {
  let response: Response;
  try {
    response = await fetch(url, { signal, redirect: "error" });
  } catch (error) {
    throw new AppError("download_failed", "the photo's server did not answer", { cause: error });
  }
  requireOk(response.status);
  if (!response.body) throw new AppError("download_failed", "an answer without a body");
  return collect(partsOf(response.body), limits.maxBytes);
}

function requireOk(status: number): void {
  if (status === 404 || status === 410) throw new AppError("photo_gone", `status ${status}`);
  if (status < 200 || status >= 300) throw new AppError("download_failed", `status ${status}`);
}

function get(url: URL, signal: AbortSignal, options: SafeFetchOptions): Promise<Answered> {
  return new Promise((resolve, reject) => {
    const connect: Connect = options.connect ?? ((to, request, answered, failed) => { https.get(to, request, answered).on("error", failed); });
    const failed = (error: Error) => reject(error instanceof AppError ? error : new AppError("download_failed", "the photo's server did not answer", { cause: error }));
    connect(url, { signal, lookup: checkedLookup(options.resolve), headers: { accept: "image/*", "user-agent": "Piccaso" } }, resolve, failed);
  });
}

async function* partsOf(body: ReadableStream<Uint8Array>): AsyncGenerator<Uint8Array> {
  const reader = body.getReader();
  for (let part = await reader.read(); !part.done; part = await reader.read()) yield part.value;
}

async function collect(body: AsyncIterable<Uint8Array>, maxBytes: number): Promise<Uint8Array> {
  const parts: Uint8Array[] = [];
  let size = 0;
  try {
    for await (const part of body) {
      size += part.byteLength;
      if (size > maxBytes) throw new AppError("too_large", `more than ${maxBytes} bytes`, { say: `This file is larger than ${Math.round(maxBytes / 1_000_000)} MB.` });
      parts.push(part);
    }
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError("download_failed", "the download broke off", { cause: error });
  }
  return Buffer.concat(parts);
}
