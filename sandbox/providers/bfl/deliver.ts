import fs from "node:fs/promises";
import type { Parts } from "../../parts.ts";
import { damaged } from "../damage.ts";
import { handOver } from "../spoil.ts";
import { fileOfTask, RESULT_MS, statusOf } from "./tasks.ts";

/** Headers that carry a key. None belongs here. */
const KEY_HEADERS = ["x-key", "authorization", "x-goog-api-key"];

/** GET of a result's address: open to who knows it, for ten minutes. A key that is sent along is refused; it was written down as a leak at the door. */
export async function deliver(parts: Parts, request: Request, url: URL): Promise<Response> {
  for (const header of KEY_HEADERS) {
    if (request.headers.has(header)) return new Response(`A key was sent to the delivery address in ${header}.`, { status: 400 });
  }
  const fault = await parts.faults.rule("bfl", "deliver");
  if (fault?.kind === "429" || fault?.kind === "500" || fault?.kind === "503") return new Response(null, { status: Number(fault.kind) });
  const id = url.pathname.split("/")[2] ?? "";
  const task = parts.state.tasks.get(id);
  const now = Date.now();
  if (!task || (await statusOf(parts, task, now)) !== "Ready") return new Response("not found", { status: 404 });
  if (fault?.kind === "expired-result" || now > task.readyAt + RESULT_MS) return new Response("The link has expired.", { status: 403 });
  const { bytes, mime } = await handOver(await fs.readFile(fileOfTask(parts, id)), task.format, fault);
  const response = new Response(request.method === "HEAD" ? null : new Uint8Array(bytes), { headers: { "content-type": mime, "content-length": String(bytes.length), "cache-control": "private, max-age=600" } });
  return fault ? damaged(fault, response) : response;
}
