import { createHash } from "node:crypto";
import { z } from "zod";
import type { Secret } from "#app/core/secret.ts";
import { readSigned } from "./signed-body.server.ts";

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

/** Checks a webhook by its raw bytes: 401 for every fault of the signature, 400 for a body that is no JSON object. */
export async function verifyWebhook(request: Request, secrets: readonly Secret[]): Promise<WebhookVerdict> {
  const signed = await readSigned(request, secrets, MAX_BYTES);
  if (!signed.ok) return signed;
  const headers = Headers.safeParse({
    topic: request.headers.get("x-shopify-topic"),
    shop: request.headers.get("x-shopify-shop-domain"),
    webhookId: request.headers.get("x-shopify-webhook-id"),
    triggeredAt: request.headers.get("x-shopify-triggered-at"),
  });
  if (!signed.json || !headers.success) return { ok: false, status: 400 };
  const { triggeredAt, ...names } = headers.data;
  return { ok: true, webhook: { ...names, triggeredAt: triggeredAt ? new Date(triggeredAt) : null, body: signed.json, bodyHash: createHash("sha256").update(signed.raw).digest("hex") } };
}
