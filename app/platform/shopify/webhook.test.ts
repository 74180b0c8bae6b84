import { createHmac } from "node:crypto";
import fs from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { Secret } from "#app/core/secret.ts";
import { verifyWebhook } from "./webhook.server.ts";

const Vectors = z.object({
  shopify: z.object({
    apiSecret: z.string(),
    webhook: z.array(z.object({ name: z.string(), bodyBase64: z.string(), headers: z.record(z.string(), z.string()), expect: z.string() })),
    sessionToken: z.array(z.object({ name: z.string(), token: z.string() })),
  }),
});
const { shopify } = Vectors.parse(JSON.parse(fs.readFileSync("../shared/corpora/webhook-vectors.json", "utf8")));
const secrets = [new Secret(shopify.apiSecret)];
const post = (body: Uint8Array<ArrayBuffer> | string, headers: Record<string, string>) => new Request("https://app.example/webhooks/shopify", { method: "POST", body, headers });

test.each(shopify.webhook)("the webhook vector “$name” gets the verdict $expect", async ({ bodyBase64, headers, expect: wanted }) => {
  const verdict = await verifyWebhook(post(new Uint8Array(Buffer.from(bodyBase64, "base64")), headers), secrets);
  // A relabelled body has a right signature: it is refused where it would act (see the inbox tests).
  expect(verdict.ok ? 200 : verdict.status).toBe(wanted === "reject-no-effect" ? 200 : Number(wanted));
});

test.each(shopify.sessionToken.slice(0, 1))("a merchant's own session token, sent as a webhook, does not act", async ({ token }) => {
  const [header, payload] = token.split(".");
  const body = `${header}.${payload}`;
  const hmac = createHmac("sha256", shopify.apiSecret).update(body).digest("base64");
  const verdict = await verifyWebhook(post(body, { "x-shopify-hmac-sha256": hmac, "x-shopify-topic": "shop/redact", "x-shopify-shop-domain": "a.myshopify.com", "x-shopify-webhook-id": "w" }), secrets);
  expect(verdict).toEqual({ ok: false, status: 400 });
});

test("during a rotation the former secret is accepted beside the new one", async () => {
  const body = JSON.stringify({ id: 1 });
  const hmac = createHmac("sha256", "former").update(body).digest("base64");
  const headers = { "x-shopify-hmac-sha256": hmac, "x-shopify-topic": "app/uninstalled", "x-shopify-shop-domain": "a.myshopify.com", "x-shopify-webhook-id": "w" };
  expect((await verifyWebhook(post(body, headers), [new Secret("new"), new Secret("former")])).ok).toBe(true);
  expect((await verifyWebhook(post(body, headers), [new Secret("new")])).ok).toBe(false);
});

test("anything but a POST is answered 405", async () => {
  expect(await verifyWebhook(new Request("https://app.example/webhooks/shopify"), secrets)).toEqual({ ok: false, status: 405 });
});
