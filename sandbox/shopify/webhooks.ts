import { createHmac, randomUUID } from "node:crypto";
import fs from "node:fs";
import { parse } from "smol-toml";
import { z } from "zod";
import type { Delivery } from "../state.ts";
import { SHOP, type Parts } from "../parts.ts";

/** Shopify tries eight times in four hours. */
const MOST_TRIES = 8;
const TIMEOUT_MS = 5_000;

const Toml = z.object({
  webhooks: z.object({
    api_version: z.string(),
    subscriptions: z.array(z.object({ topics: z.array(z.string()).default([]), compliance_topics: z.array(z.string()).default([]), uri: z.string() })),
  }),
});

/** The topics that can be sent, with the address of each, from the app's own configuration. */
export function subscriptions(file: string): { version: string; uris: Map<string, string> } {
  const { webhooks } = Toml.parse(parse(fs.readFileSync(file, "utf8")));
  return { version: webhooks.api_version, uris: new Map(webhooks.subscriptions.flatMap(({ topics, compliance_topics: compliance, uri }) => [...topics, ...compliance].map((topic) => [topic, uri] as const))) };
}

/** The body that Shopify sends for a topic (numbers, not gids). */
export function payloadOf(topic: string): object {
  if (topic === "app/uninstalled") return { id: 1, name: "Studio Nord", domain: SHOP, myshopify_domain: SHOP, updated_at: new Date().toISOString() };
  if (topic === "app/scopes_update") return { id: 1, previous: ["read_products"], current: ["read_products", "write_products", "write_files"], updated_at: new Date().toISOString() };
  if (topic === "shop/redact") return { shop_id: 1, shop_domain: SHOP };
  const customer = { id: 191167, email: "sample@example.com", phone: "555-625-1199" };
  if (topic === "customers/data_request") return { shop_id: 1, shop_domain: SHOP, orders_requested: [299938], customer, data_request: { id: 9999 } };
  return { shop_id: 1, shop_domain: SHOP, customer, orders_to_redact: [299938] };
}

/** Stores a delivery and tries it until it is taken; returns after the first try. */
export async function sendWebhook(parts: Parts, topic: string, configuration: string): Promise<Delivery> {
  const { version, uris } = subscriptions(configuration);
  const uri = uris.get(topic);
  if (!uri) throw new Error(`the app does not subscribe to ${topic}`);
  const delivery: Delivery = { id: randomUUID(), topic, uri, body: JSON.stringify(payloadOf(topic)), triggeredAt: new Date().toISOString(), tries: 0, status: "waiting" };
  await parts.state.deliveries.put(delivery.id, delivery);
  return deliver(parts, delivery, version);
}

async function deliver(parts: Parts, delivery: Delivery, version: string): Promise<Delivery> {
  const status = await post(parts, delivery, version);
  const tried = { ...delivery, tries: delivery.tries + 1, status };
  await parts.state.deliveries.put(tried.id, tried);
  if (!/^2/.test(status) && tried.tries < MOST_TRIES) setTimeout(() => void deliver(parts, tried, version), parts.settings.retryMs * 2 ** delivery.tries).unref();
  return tried;
}

async function post(parts: Parts, delivery: Delivery, version: string): Promise<string> {
  const hmac = createHmac("sha256", parts.apiSecret).update(delivery.body).digest("base64");
  try {
    const response = await fetch(new URL(delivery.uri, parts.settings.appUrl), {
      method: "POST", body: delivery.body, signal: AbortSignal.timeout(TIMEOUT_MS),
      headers: {
        "content-type": "application/json", "x-shopify-topic": delivery.topic, "x-shopify-shop-domain": SHOP, "x-shopify-api-version": version, "x-shopify-webhook-id": delivery.id,
        "x-shopify-event-id": delivery.id, "x-shopify-triggered-at": delivery.triggeredAt, "x-shopify-hmac-sha256": hmac,
      },
    });
    return String(response.status);
  } catch (error) {
    return error instanceof Error ? error.name : "failed";
  }
}
