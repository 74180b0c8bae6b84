import fs from "node:fs/promises";
import type { Parts } from "../parts.ts";
import { bulkFile } from "./bulk.ts";

/** GET of a bulk operation's file, whole or from a byte on, as object stores give it. */
export async function serveBulk(parts: Parts, request: Request, fileName: string): Promise<Response> {
  const fault = await parts.faults.draw("bulk", "download");
  if (fault === "500" || fault === "429") return new Response(null, { status: Number(fault) });
  const file = bulkFile(parts, fileName);
  const size = await fs.stat(file).then((stat) => stat.size, () => undefined);
  if (size === undefined) return new Response("expired", { status: 403 });
  const from = Number(/^bytes=(\d+)-$/.exec(request.headers.get("range") ?? "")?.[1] ?? 0);
  if (from >= size) return new Response(null, { status: 416, headers: { "content-range": `bytes */${size}` } });
  // A line that breaks has brought a part, and said how much was to come.
  const body = bytesOf(file, from, fault === "lost-answer" ? from + Math.ceil((size - from) / 2) : Infinity);
  const headers = { "content-type": "application/jsonl", "content-length": String(size - from), ...(from > 0 ? { "content-range": `bytes ${from}-${size - 1}/${size}` } : {}) };
  return new Response(body, { status: from > 0 ? 206 : 200, headers });
}

const PIECE = 65_536;

/** A file from a byte on; it breaks at `until`. */
function bytesOf(file: string, from: number, until: number): ReadableStream<Uint8Array> {
  const opened = fs.open(file);
  let at = from;
  const close = async () => { await (await opened).close(); };
  return new ReadableStream({
    async pull(control) {
      const { bytesRead, buffer } = await (await opened).read(new Uint8Array(PIECE), 0, Math.min(PIECE, until - at), at);
      at += bytesRead;
      if (bytesRead > 0) control.enqueue(buffer.subarray(0, bytesRead));
      if (bytesRead > 0 && at < until) return;
      await close();
      if (at >= until) control.error(new Error("cut"));
      else control.close();
    },
    cancel: close,
  });
}
