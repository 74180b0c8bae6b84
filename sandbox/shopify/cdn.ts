import { createHash } from "node:crypto";
import fs from "node:fs/promises";
import sharp from "sharp";
import type { Parts } from "../parts.ts";
import { fileOf, writeFile } from "./files.ts";

const TYPES: Readonly<Record<string, string>> = { jpg: "image/jpeg", jpeg: "image/jpeg", png: "image/png", webp: "image/webp", gif: "image/gif" };
const renditions = new Map<string, Buffer>();
const MOST_RENDITIONS = 2000;

/** PUT or POST of bytes to a staged upload. */
export async function receiveUpload(parts: Parts, request: Request, id: string): Promise<Response> {
  const upload = parts.state.uploads.get(id);
  if (!upload) return new Response("no such upload", { status: 404 });
  const fault = await parts.faults.draw("upload", undefined);
  if (fault === "500" || fault === "429") return new Response(null, { status: Number(fault) });
  const bytes = request.method === "PUT" ? new Uint8Array(await request.arrayBuffer()) : await formFile(request);
  await writeFile(parts, `upload-${id}`, bytes);
  await parts.state.uploads.put(id, { ...upload, done: true });
  return fault === "lost-answer" ? new Response(null, { status: 599 }) : new Response(null, { status: 200 });
}

async function formFile(request: Request): Promise<Uint8Array> {
  const file = (await request.formData()).get("file");
  return file instanceof File ? new Uint8Array(await file.arrayBuffer()) : new Uint8Array();
}

/** GET of an image, at the asked width. */
export async function serveFile(parts: Parts, url: URL): Promise<Response> {
  const fault = await parts.faults.draw("cdn", undefined);
  if (fault === "500" || fault === "429") return new Response(null, { status: Number(fault) });
  const name = decodeURIComponent(url.pathname.split("/").at(-1) ?? "");
  const known = parts.state.media.all().some(({ fileName }) => fileName === name);
  const bytes = known ? await fs.readFile(fileOf(parts, name)).catch(() => undefined) : undefined;
  if (!bytes) return new Response("not found", { status: 404 });
  const width = Number(url.searchParams.get("width") ?? 0);
  const body = width > 0 ? await rendition(name, bytes, Math.min(width, 4000)) : bytes;
  return new Response(new Uint8Array(body), {
    headers: {
      "content-type": TYPES[name.split(".").at(-1)?.toLowerCase() ?? ""] ?? "application/octet-stream", "cache-control": "public, max-age=31536000", "access-control-allow-origin": "*",
      "cross-origin-resource-policy": "cross-origin", etag: `"${createHash("sha256").update(body).digest("hex").slice(0, 16)}"`,
    },
  });
}

async function rendition(name: string, bytes: Buffer, width: number): Promise<Buffer> {
  const key = `${name}:${width}:${bytes.length}`;
  const made = renditions.get(key) ?? await sharp(bytes).resize(width, null, { withoutEnlargement: true }).toBuffer().catch(() => bytes);
  if (renditions.size > MOST_RENDITIONS) renditions.clear();
  renditions.set(key, made);
  return made;
}
