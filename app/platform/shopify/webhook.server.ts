import { createHash, createHmac, timingSafeEqual } from "node:crypto";
import { z } from "zod";
import type { Secret } from "#app/core/secret.ts";

/** Shopify's largest payloads are far below this. */
const MAX_BYTES = 2_000_000;

/** A webhook whose signature was right. Its headers are outside the signature: nothing destructive may rest on them. */
export interface VerifiedWebhook {
  readonly webhookId: string;
  readonly topic: string;
  readonly shop: string;
  readonly triggeredAt: Date | null;
  readonly body: Readonly<Record<string, unknown>>;
  /** SHA-256 of the raw body, so that a relabelled or replayed one is recognised. */
  readonly bodyHash: string;
}

export type WebhookVerdict = { readonly ok: true; readonly webhook: VerifiedWebhook } | { readonly ok: false; readonly status: 400 | 401 | 405 | 413 };

const Headers = z.object({
  topic: z.string().regex(/^[a-z_]+\/[a-z_]+$/),
  shop: z.string().regex(/^[a-z0-9][a-z0-9-]*\.myshopify\.com$/),
  webhookId: z.string().min(1).max(200),
  triggeredAt: z.iso.datetime({ offset: true }).nullable(),
});

/**
 * Checks a webhook by its raw bytes: 401 for every fault of the signature, a missing one included (App
 * Store rule), 400 for a body that is no JSON object. A session token is signed with the same secret,
 * so it would pass the signature; it is no JSON object.
 */
export async function verifyWebhook(request: Request, secrets: readonly Secret[]): Promise<WebhookVerdict> {
  if (request.method !== "POST") return { ok: false, status: 405 };
  if (Number(request.headers.get("content-length") ?? 0) > MAX_BYTES) return { ok: false, status: 413 };
  const raw = Buffer.from(await request.arrayBuffer());
  if (raw.byteLength > MAX_BYTES) return { ok: false, status: 413 };
  const given = request.headers.get("x-shopify-hmac-sha256") ?? "";
  if (!secrets.some((secret) => signatureFits(raw, given, secret))) return { ok: false, status: 401 };
  const body = jsonObject(raw);
  const headers = Headers.safeParse({
    topic: request.headers.get("x-shopify-topic"),
    shop: request.headers.get("x-shopify-shop-domain"),
    webhookId: request.headers.get("x-shopify-webhook-id"),
    triggeredAt: request.headers.get("x-shopify-triggered-at"),
  });
  if (!body || !headers.success) return { ok: false, status: 400 };
  const { triggeredAt, ...names } = headers.data;
  return { ok: true, webhook: { ...names, triggeredAt: triggeredAt ? new Date(triggeredAt) : null, body, bodyHash: createHash("sha256").update(raw).digest("hex") } };
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
