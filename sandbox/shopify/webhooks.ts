import { createHmac, randomUUID } from "node:crypto";
import fs from "node:fs";
import { parse } from "smol-toml";
import { z } from "zod";
import type { Delivery } from "../state.ts";
import { SHOP, type Parts } from "../parts.ts";
import { endAll } from "./subscriptions.ts";
import { revokeTokens } from "./oauth.ts";

/** A delivery is tried once and repeated eight times. */
const MOST_TRIES = 9;
const TIMEOUT_MS = 5_000;
const CONFIGURATION = new URL("../../shopify.app.toml", import.meta.url);

const Toml = z.object({
  webhooks: z.object({
    api_version: z.string(),
    subscriptions: z.array(z.object({ topics: z.array(z.string()).default([]), compliance_topics: z.array(z.string()).default([]), uri: z.string() })),
  }),
});

/** The topics that the app subscribes to, with the address of each, from its own configuration. */
export function subscriptions(): { version: string; uris: Map<string, string> } {
  const { webhooks } = Toml.parse(parse(fs.readFileSync(CONFIGURATION, "utf8")));
  return { version: webhooks.api_version, uris: new Map(webhooks.subscriptions.flatMap(({ topics, compliance_topics: compliance, uri }) => [...topics, ...compliance].map((topic) => [topic, uri] as const))) };
}

/** The body that Shopify sends for a topic (numbers, not gids). */
export function payloadOf(topic: string, scopes: string): object {
  const updated = new Date().toISOString();
  if (topic === "app/uninstalled") return { id: 1, name: "Studio Nord", email: "shop@example.com", domain: SHOP, myshopify_domain: SHOP, currency: "EUR", updated_at: updated };
  if (topic === "app/scopes_update") return { id: 1, previous: ["read_products"], current: scopes.split(","), updated_at: updated };
  if (topic === "app_subscriptions/update") return { app_subscription: { admin_graphql_api_id: "gid://shopify/AppSubscription/1", name: "Scale", status: "ACTIVE", admin_graphql_api_shop_id: "gid://shopify/Shop/1", created_at: updated, updated_at: updated, plan_handle: "scale" } };
  if (topic === "shop/redact") return { shop_id: 1, shop_domain: SHOP };
  if (topic.startsWith("products/")) return { id: 1001, admin_graphql_api_id: "gid://shopify/Product/1001", updated_at: updated };
  const customer = { id: 191167, email: "sample@example.com", phone: "555-625-1199" };
  if (topic === "customers/data_request") return { shop_id: 1, shop_domain: SHOP, orders_requested: [299938], customer, data_request: { id: 9999 } };
  return { shop_id: 1, shop_domain: SHOP, customer, orders_to_redact: [299938] };
}

/** Stores a delivery and tries it until it is taken; returns after the first try. An uninstall revokes the tokens and ends the subscription first, as in life. */
export async function sendWebhook(parts: Parts, topic: string, payload: object = payloadOf(topic, parts.settings.scopes)): Promise<Delivery> {
  const uri = subscriptions().uris.get(topic);
  if (!uri) throw new Error(`The app does not subscribe to ${topic} in shopify.app.toml.`);
  if (topic === "app/uninstalled") {
    await revokeTokens(parts);
    await endAll(parts);
  }
  const delivery: Delivery = { id: randomUUID(), topic, uri, body: JSON.stringify(payload), triggeredAt: new Date().toISOString(), tries: 0, status: "waiting" };
  await parts.state.deliveries.put(delivery.id, delivery);
  return deliver(parts, delivery);
}

/** Goes on with deliveries that an earlier process has not brought. */
export function resumeDeliveries(parts: Parts): void {
  for (const delivery of parts.state.deliveries.all()) if (open(delivery)) later(parts, delivery);
}

function open({ status, tries }: Delivery): boolean {
  return !status.startsWith("2") && tries < MOST_TRIES;
}

function later(parts: Parts, delivery: Delivery): void {
  const pause = parts.settings.retryMs * 2 ** Math.max(0, delivery.tries - 1);
  setTimeout(() => {
    if (parts.closing.aborted) return;
    deliver(parts, delivery).catch((error: unknown) => { if (!parts.closing.aborted) console.error("sandbox: a webhook could not be delivered", error); });
  }, pause).unref();
}

async function deliver(parts: Parts, delivery: Delivery): Promise<Delivery> {
  const status = await post(parts, delivery);
  const tried = { ...delivery, tries: delivery.tries + 1, status };
  // Forgotten by a reset in the meantime, or the database is closed.
  if (parts.closing.aborted || !parts.state.deliveries.get(delivery.id)) return tried;
  await parts.state.deliveries.put(tried.id, tried);
  if (open(tried)) later(parts, tried);
  return tried;
}

async function post(parts: Parts, delivery: Delivery): Promise<string> {
  const hmac = createHmac("sha256", parts.apiSecret).update(delivery.body).digest("base64");
  try {
    const response = await fetch(new URL(delivery.uri, parts.settings.appUrl), {
      method: "POST", body: delivery.body, redirect: "manual", signal: AbortSignal.any([parts.closing, AbortSignal.timeout(TIMEOUT_MS)]),
      headers: {
        "content-type": "application/json", "x-shopify-topic": delivery.topic, "x-shopify-shop-domain": SHOP, "x-shopify-api-version": subscriptions().version,
        "x-shopify-webhook-id": delivery.id, "x-shopify-event-id": delivery.id, "x-shopify-triggered-at": delivery.triggeredAt, "x-shopify-hmac-sha256": hmac,
      },
    });
    return String(response.status);
  } catch (error) {
    return error instanceof Error && error.name === "TimeoutError" ? "no answer in 5 s" : "not reached";
  }
}
