import type { IncomingMessage } from "node:http";
import { Readable, type Transform } from "node:stream";
import { createBrotliDecompress, createGunzip, createInflate } from "node:zlib";
import { LineError } from "#app/core/line-error.ts";
import type { Deadline } from "./deadline.server.ts";

/** An answer's headers and its body as a stream that is read piece by piece. */
export interface Bounded {
  readonly headers: Headers;
  readonly body: ReadableStream<Uint8Array<ArrayBuffer>> | null;
}

const WITHOUT_BODY = new Set([204, 205, 304]);

/**
 * The body of an answer, unpacked, with at most so many bytes after unpacking, until the deadline. It holds no more than a
 * piece at a time, however much the server sends. Reading throws LineError: `unusable` for too much or for broken packing, `lost` where it breaks off.
 */
export function boundedBody(incoming: IncomingMessage, maxBytes: number, deadline: Deadline): Bounded {
  const headers = headersOf(incoming);
  const status = incoming.statusCode ?? 0;
  if (status < 200 || status > 599) throw ended(incoming, deadline, new LineError("unusable", "The answer has a status that does not exist."));
  if (WITHOUT_BODY.has(status)) {
    ended(incoming, deadline);
    return { headers, body: null };
  }
  const plain = unpacked(incoming);
  if (!plain) throw ended(incoming, deadline, new LineError("unusable", "The answer is packed in a way that nobody asked for."));
  headers.delete("content-encoding");
  headers.delete("content-length");
  return { headers, body: streamOf(plain, incoming, maxBytes, deadline) };
}

function streamOf(plain: Readable, incoming: IncomingMessage, maxBytes: number, deadline: Deadline): Bounded["body"] {
  const pieces = piecesOf(plain);
  let size = 0;
  return new ReadableStream({
    pull: async (control) => {
      try {
        const { value, done } = await pieces.next();
        if (done) {
          deadline.end();
          control.close();
          return;
        }
        size += value.byteLength;
        if (size > maxBytes) throw new LineError("unusable", `The answer has more than ${Math.round(maxBytes / 1_000_000)} MB.`);
        control.enqueue(value);
      } catch (error) {
        throw ended(incoming, deadline, faultOf(error, deadline));
      }
    },
    cancel: () => void ended(incoming, deadline),
  }, { highWaterMark: 0 });
}

async function* piecesOf(body: Readable): AsyncGenerator<Uint8Array<ArrayBuffer>, undefined> {
  for await (const piece of body) yield Buffer.from(piece);
  return undefined;
}

/** The body without its packing; undefined for a packing that is not known. */
function unpacked(incoming: IncomingMessage): Readable | undefined {
  const packing = (incoming.headers["content-encoding"] ?? "identity").trim().toLowerCase();
  if (packing === "identity" || packing === "") return incoming;
  const unpack = new Map<string, () => Transform>([["gzip", createGunzip], ["x-gzip", createGunzip], ["deflate", createInflate], ["br", createBrotliDecompress]]).get(packing)?.();
  if (!unpack) return undefined;
  // What breaks off before anybody reads is told to whoever reads, and must not end the process.
  unpack.on("error", () => {});
  incoming.once("error", (error) => unpack.destroy(error)).once("aborted", () => unpack.destroy(new Error("broken off")));
  return incoming.pipe(unpack);
}

function faultOf(error: unknown, deadline: Deadline): LineError {
  if (error instanceof LineError) return error;
  if (deadline.why()) return new LineError("lost", deadline.why(), error);
  const code = error instanceof Error && "code" in error ? String(error.code) : "";
  return code.startsWith("Z_") || code.startsWith("ERR_BROTLI") || code.startsWith("ERR__ERROR_") ? new LineError("unusable", "The answer is packed, and the packing is broken.", error) : new LineError("lost", "The answer broke off.", error);
}

function ended(incoming: IncomingMessage, deadline: Deadline, error?: LineError): LineError | undefined {
  deadline.end();
  incoming.destroy();
  return error;
}

function headersOf({ rawHeaders }: IncomingMessage): Headers {
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2) headers.append(rawHeaders[at] ?? "", rawHeaders[at + 1] ?? "");
  return headers;
}
