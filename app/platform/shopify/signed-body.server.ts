import { createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Secret } from "#app/core/secret.ts";

/** A body that Shopify signed. `json` is missing where it is no JSON object. */
export type SignedBody = { readonly ok: true; readonly raw: Buffer; readonly json: Readonly<Record<string, unknown>> | undefined } | { readonly ok: false; readonly status: 401 | 405 | 413 };

/**
 * Reads a POST of Shopify and checks its signature by the raw bytes: 401 for every fault of it, a missing one
 * included (App Store rule). A session token is signed with the same secret, so it would pass; it is no JSON object.
 */
export async function readSigned(request: Request, secrets: readonly Secret[], maxBytes: number): Promise<SignedBody> {
  if (request.method !== "POST") return { ok: false, status: 405 };
  if (Number(request.headers.get("content-length") ?? 0) > maxBytes) return { ok: false, status: 413 };
  const raw = Buffer.from(await request.arrayBuffer());
  if (raw.byteLength > maxBytes) return { ok: false, status: 413 };
  const given = request.headers.get("x-shopify-hmac-sha256") ?? "";
  if (!secrets.some((secret) => signatureFits(raw, given, secret))) return { ok: false, status: 401 };
  return { ok: true, raw, json: jsonObject(raw) };
}

/** Only the one canonical base64 of the 32 bytes is accepted. */
function signatureFits(raw: Buffer, given: string, secret: Secret): boolean {
  const wanted = createHmac("sha256", secret.reveal()).update(raw).digest();
  const bytes = Buffer.from(given, "base64");
  return bytes.length === wanted.length && bytes.toString("base64") === given && timingSafeEqual(bytes, wanted);
}

function jsonObject(raw: Buffer): Record<string, unknown> | undefined {
  try {
    const value: unknown = JSON.parse(raw.toString("utf8"));
    return z.record(z.string(), z.unknown()).safeParse(value).data;
  } catch {
    return undefined;
  }
}
