import { AppError } from "#app/core/errors.ts";
import { openSafely, type SafeFetchOptions } from "./safe-open.server.ts";

/** A download that is read piece by piece: from which byte on, how much there may be of it, and how long a piece may take. */
export interface StreamLimits {
  readonly from: number;
  readonly maxBytes: number;
  readonly idleMs: number;
  readonly signal: AbortSignal;
}

/** Reads an address piece by piece. */
export type SafeStream = (url: string, limits: StreamLimits) => AsyncIterable<Uint8Array>;

/**
 * Makes the function that reads a large file which a shop named, guarded by openSafely; it holds one piece at a time.
 * A server that knows no ranges is read from its beginning, and what is known is dropped. Throws address_refused,
 * photo_gone (400 to 410, an address that has ended), too_large or download_failed.
 */
export function createSafeStream(options: SafeFetchOptions = {}): SafeStream {
  return async function* stream(url, { from, maxBytes, idleMs, signal }) {
    const idle = new AbortController();
    let timer = setTimeout(() => idle.abort(), idleMs);
    try {
      const { status, body } = await openSafely(url, { headers: from > 0 ? { range: `bytes=${from}-` } : {}, signal: AbortSignal.any([signal, idle.signal]) }, options);
      if (status === 416) return; // nothing is left
      if (status >= 400 && status <= 410) throw new AppError("photo_gone", `status ${status}`);
      if (status !== 200 && status !== 206) throw new AppError("download_failed", `status ${status}`);
      let known = status === 206 ? 0 : from;
      let size = 0;
      for await (const part of body) {
        clearTimeout(timer);
        timer = setTimeout(() => idle.abort(), idleMs);
        size += part.byteLength;
        if (size > maxBytes) throw new AppError("too_large", `more than ${maxBytes} bytes`);
        if (known < part.byteLength) yield known > 0 ? part.subarray(known) : part;
        known = Math.max(0, known - part.byteLength);
      }
    } catch (error) {
      if (error instanceof AppError) throw error;
      throw new AppError("download_failed", "the download broke off", { cause: error });
    } finally {
      clearTimeout(timer);
      idle.abort(); // whatever of the answer was not read
    }
  };
}
