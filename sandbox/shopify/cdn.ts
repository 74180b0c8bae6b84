import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import sharp from "sharp";
import type { Parts } from "../parts.ts";
import { fileOf, writeFile } from "./files.ts";

const MOST_UPLOAD_BYTES = 64_000_000;
const MOST_WIDTH = 4_000;
const MOST_RENDITIONS = 2_000;
const renditions = new Map<string, Promise<Buffer>>();

/** PUT or POST of bytes to a staged upload. */
export async function receiveUpload(parts: Parts, request: Request, id: string): Promise<Response> {
  const upload = parts.state.uploads.get(id);
  if (!upload) return new Response("no such upload", { status: 404 });
  if (request.method !== "PUT" && request.method !== "POST") return new Response("PUT or POST", { status: 405 });
  const fault = await parts.faults.draw("upload", undefined);
  if (fault === "500" || fault === "429") return new Response(null, { status: Number(fault) });
  const bytes = request.method === "PUT" ? new Uint8Array(await request.arrayBuffer()) : await formFile(request);
  if (bytes.byteLength > MOST_UPLOAD_BYTES) return new Response("too large", { status: 413 });
  await writeFile(parts, `upload-${id}`, bytes);
  await parts.state.uploads.put(id, { ...upload, done: true });
  return new Response(null, { status: fault === "lost-answer" ? 599 : 200 });
}

async function formFile(request: Request): Promise<Uint8Array> {
  const file = (await request.formData()).get("file");
  return file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
}

/** GET or HEAD of an image, at the asked width. */
export async function serveFile(parts: Parts, request: Request, url: URL): Promise<Response> {
  const fault = await parts.faults.draw("cdn", undefined);
  if (fault === "500" || fault === "429" || fault === "lost-answer") return new Response(null, { status: fault === "lost-answer" ? 599 : Number(fault) });
  const name = decodeURIComponent(url.pathname.split("/").at(-1) ?? "");
  const known = parts.state.media.all().some(({ fileName }) => fileName === name);
  const bytes = known ? await fs.readFile(fileOf(parts, name)).catch(() => undefined) : undefined;
  if (!bytes) return new Response("not found", { status: 404 });
  const width = Number(url.searchParams.get("width") ?? 0);
  const body = width > 0 ? await rendition(name, bytes, Math.min(Math.ceil(width), MOST_WIDTH)) : bytes;
  const etag = `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`;
  const headers = { "content-type": typeOf(body), "content-length": String(body.byteLength), "cache-control": "public, max-age=31536000", "access-control-allow-origin": "*", "cross-origin-resource-policy": "cross-origin", etag };
  if (request.headers.get("if-none-match") === etag) return new Response(null, { status: 304, headers: { etag, "cache-control": headers["cache-control"] } });
  return new Response(request.method === "HEAD" ? null : new Uint8Array(body), { headers });
}

/** Told by the first bytes, not by the name. */
function typeOf(bytes: Uint8Array): string {
  const start = Buffer.from(bytes.subarray(0, 12)).toString("latin1");
  if (start.startsWith("\xff\xd8")) return "image/jpeg";
  if (start.startsWith("\x89PNG")) return "image/png";
  if (start.startsWith("GIF8")) return "image/gif";
  return start.startsWith("RIFF") && start.endsWith("WEBP") ? "image/webp" : "application/octet-stream";
}

function rendition(name: string, bytes: Buffer, width: number): Promise<Buffer> {
  const key = `${name}:${width}:${bytes.length}`;
  const known = renditions.get(key);
  if (known) return known;
  // Bytes that cannot be resized are answered as they are.
  const made = sharp(bytes).resize(width, null, { withoutEnlargement: true }).toBuffer().catch(() => bytes);
  if (renditions.size > MOST_RENDITIONS) renditions.clear();
  renditions.set(key, made);
  return made;
}
