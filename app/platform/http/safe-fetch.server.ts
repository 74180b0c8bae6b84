import { AppError } from "#app/core/errors.ts";
import { openSafely, type Opened, type SafeFetchOptions } from "./safe-open.server.ts";

/** Limits of one download. Bytes are counted as received; the time covers everything, redirects included. */
export interface FetchLimits {
  readonly maxBytes: number;
  readonly timeoutMs: number;
}

/**
 * Makes the one function that fetches an address which a person, a shop or a provider named, guarded by openSafely,
 * with size and time bounded. Throws address_refused, photo_gone (404, 410), too_large or download_failed.
 */
export function createSafeFetch(options: SafeFetchOptions = {}): (url: string, limits: FetchLimits) => Promise<Uint8Array> {
  return async (url, { maxBytes, timeoutMs }) => {
    const { status, body } = await openSafely(url, { headers: { accept: "image/*" }, signal: AbortSignal.timeout(timeoutMs) }, options);
    if (status === 404 || status === 410) throw new AppError("photo_gone", `status ${status}`);
    if (status < 200 || status >= 300) throw new AppError("download_failed", `status ${status}`);
    return collect(body, maxBytes);
  };
}

async function collect(body: Opened["body"], maxBytes: number): Promise<Uint8Array> {
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
