import http, { type IncomingMessage } from "node:http";
import https from "node:https";
import { AppError } from "#app/core/errors.ts";
import { LineError } from "#app/core/line-error.ts";
import { checkedLookup, type Resolve } from "./checked-lookup.server.ts";

/** What is sent. The body is whole, so that its length is said and nothing is sent in chunks. */
export interface Sending {
  readonly method: string;
  readonly headers: Headers;
  readonly body: Uint8Array | undefined;
}

/** How: trusted addresses are connected to as they are, others only where every address of the name is public. */
export interface Connecting {
  readonly trusted: boolean;
  readonly resolve: Resolve | undefined;
  readonly signal: AbortSignal;
}

/**
 * Sends one request over a connection of its own and answers with the head of what comes back. A kept connection
 * could break just as it is used again, and nobody could tell whether the request had arrived. Throws LineError:
 * `refused` for an address that is not public, `unsent` before the connection stands, `lost` from then on.
 */
export function connectOnce(url: URL, { method, headers, body }: Sending, { trusted, resolve, signal }: Connecting): Promise<IncomingMessage> {
  return new Promise((settle, reject) => {
    let open = false;
    const failed = (error: Error) => reject(faultOf(error, open, signal));
    if (signal.aborted) return failed(new Error("too late"));
    const options = {
      method, signal, agent: false, headers: { ...Object.fromEntries(headers), ...(body ? { "content-length": String(body.byteLength) } : {}) },
      ...(trusted ? {} : { lookup: checkedLookup(resolve) }),
    };
    const secure = url.protocol === "https:";
    const request = (secure ? https : http).request(url, options, settle);
    request.once("socket", (socket) => socket.once(secure ? "secureConnect" : "connect", () => { open = true; }));
    request.on("error", failed);
    request.end(body);
  });
}

function faultOf(error: Error, open: boolean, signal: AbortSignal): LineError {
  if (error instanceof AppError) return new LineError("refused", "This name leads to an address that is not public. Nothing was sent to it.", error);
  const why = signal.reason instanceof LineError ? signal.reason.message : undefined;
  return open ? new LineError("lost", why ?? "The connection broke off before an answer came.", error) : new LineError("unsent", why ?? "The connection could not be made. Nothing was sent.", error);
}
