import { setTimeout as wait } from "node:timers/promises";
import { createGzip } from "node:zlib";
import type { FaultRule } from "../faults.ts";
import type { Errors } from "./provider.ts";

const MEGABYTE = 1_000_000;
const HUGE_MEGABYTES = 600;
const BOMB_MEGABYTES = 300;
const DRIP_MS = 100;
const PAGE = "<!doctype html><html><head><title>Bad gateway</title></head><body><h1>Please try again later</h1></body></html>";

/** The line is cut in place of an answer. */
const CUT = 599;

/** What is answered before anything is done or charged; undefined if the fault waits for the answer. */
export function answerInstead({ kind, ms }: FaultRule, errors: Errors, key: string): Response | undefined {
  if (kind === "429") return errors.rateLimited(Math.max(1, Math.ceil(ms / 1000)));
  if (kind === "500" || kind === "503") return errors.failed(kind === "500" ? 500 : 503);
  if (kind === "drop-before-charge") return new Response(null, { status: CUT });
  return kind === "echo-key" ? errors.invalid(`The request with the key ${key} could not be read.`) : undefined;
}

/** What becomes of an answer on its way. It was charged. */
export async function damaged({ kind, ms }: FaultRule, response: Response): Promise<Response> {
  const headers = new Headers(response.headers);
  headers.delete("content-length");
  const again = (body: ReadableStream<Uint8Array>) => new Response(body, { status: response.status, headers });
  if (kind === "lost-answer") return new Response(null, { status: CUT });
  if (kind === "html") return new Response(PAGE, { headers: { "content-type": "text/html; charset=utf-8" } });
  if (kind === "stall") return again(slowly(new Uint8Array(await response.arrayBuffer()), Infinity, ms));
  if (kind === "drip") return again(slowly(new Uint8Array(await response.arrayBuffer()), 1, DRIP_MS));
  if (kind === "huge-body") return again(huge());
  if (kind !== "gzip-bomb") return response;
  headers.set("content-encoding", "gzip");
  return new Response(new Uint8Array(await bomb()), { status: response.status, headers });
}

/** Bytes in pieces, with a pause before each. */
function slowly(bytes: Uint8Array, piece: number, ms: number): ReadableStream<Uint8Array> {
  const stop = new AbortController();
  let at = 0;
  return new ReadableStream({
    pull: async (controller) => {
      await wait(ms, undefined, { signal: stop.signal }).catch(() => undefined);
      if (stop.signal.aborted) return;
      controller.enqueue(bytes.subarray(at, at + piece));
      at += piece;
      if (at >= bytes.length) controller.close();
    },
    cancel: () => stop.abort(),
  }, { highWaterMark: 0 });
}

function huge(): ReadableStream<Uint8Array> {
  let left = HUGE_MEGABYTES;
  const piece = new Uint8Array(MEGABYTE).fill(0x20);
  return new ReadableStream({
    pull: (controller) => {
      left -= 1;
      if (left < 0) controller.close();
      else controller.enqueue(piece);
    },
  }, { highWaterMark: 0 });
}

let packed: Promise<Buffer> | undefined;

/** Spaces, packed so that they are a thousandth of their size. Made once. */
function bomb(): Promise<Buffer> {
  packed ??= (async () => {
    const gzip = createGzip({ level: 9 });
    const pieces: Buffer[] = [];
    gzip.on("data", (piece: Buffer) => { pieces.push(piece); });
    const ended = new Promise((resolve, reject) => { gzip.once("end", resolve).once("error", reject); });
    for (let count = 0; count < BOMB_MEGABYTES; count += 1) if (!gzip.write(Buffer.alloc(MEGABYTE, 0x20))) await new Promise((resolve) => { gzip.once("drain", resolve); });
    gzip.end();
    await ended;
    return Buffer.concat(pieces);
  })();
  return packed;
}
