import { z } from "zod";
import type { DatabaseHandle } from "#app/core/context.ts";
import { marksOf, type Blind } from "#app/core/privacy/person.ts";
import { withSystem, type SystemTx } from "#app/platform/db/with-system.server.ts";
import { InboxJob } from "./jobs.ts";

/** A webhook whose signature was checked. */
export interface ArrivedWebhook {
  readonly webhookId: string;
  readonly topic: string;
  readonly shop: string;
  readonly triggeredAt: Date | null;
  readonly body: Readonly<Record<string, unknown>>;
  readonly bodyHash: string;
}

/** Puts jobs into the queue within a transaction of the system role. */
export type SendAsSystem = (tx: SystemTx, job: string, payloads: readonly object[]) => Promise<void>;

/** PostgreSQL keeps no NUL in a text. */
const Text = z.string().max(200).transform((text) => text.replaceAll("\u0000", ""));
const Name = Text.optional().catch(undefined);
/** All that is kept of a body: which shop it names, and what its topic is about. The rest may be somebody's data. */
const Kept = z.object({
  shop_domain: Name, myshopify_domain: Name, domain: Name,
  current: z.array(Text).max(100).optional().catch(undefined),
  data_request: z.object({ id: z.union([z.number().transform(String), Text]) }).optional().catch(undefined),
});
/** What speaks of the catalog names a product or an operation. */
const AboutCatalog = z.object({ id: z.union([z.int(), Text]).optional().catch(undefined), admin_graphql_api_id: Name });
const CATALOG = /^(products|bulk_operations)\//;

/**
 * Puts webhooks into the inbox, with their jobs, in one commit: what was answered 200 is durable. A
 * repeated one, by its id or by topic, shop and body, is stored once. Bodies of customers/* are never
 * stored: that they came, the request's number, and keyed marks to search by until that is done (ADR 0027).
 */
export async function receiveWebhooks(at: { readonly db: DatabaseHandle; readonly blind: Blind }, send: SendAsSystem, webhooks: readonly ArrivedWebhook[]): Promise<("stored" | "known")[]> {
  const rows = webhooks.map(({ webhookId, topic, shop, triggeredAt, body, bodyHash }) => ({
    webhookId, topic, shop, triggeredAt, bodyHash: `${bodyHash}:${triggeredAt?.toISOString() ?? ""}`, blinded: at.blind(shop),
    body: { ...Kept.parse(body), ...(CATALOG.test(topic) ? AboutCatalog.parse(body) : {}), ...(topic.startsWith("customers/") ? { marks: marksOf(body, at.blind) } : {}) },
  }));
  const stored = await withSystem(at.db, "inbox", async (tx) => {
    // A shop that was erased is known by its keyed hash alone.
    const fresh = await tx.query<{ id: string; webhookId: string }>(
      `insert into "Inbox" ("provider", "webhookId", "topic", "shop", "bodyHash", "body", "triggeredAt")
       select 'shopify', w."webhookId", w."topic", w."shop", w."bodyHash", w."body", w."triggeredAt"
         from jsonb_to_recordset($1::jsonb) w("webhookId" text, "topic" text, "shop" text, "bodyHash" text, "body" jsonb, "triggeredAt" timestamptz, "blinded" text)
        where not exists (select from "Inbox" i where i."provider" = 'shopify' and i."shop" = w."blinded" and i."topic" = w."topic" and i."bodyHash" = w."bodyHash")
       on conflict do nothing returning "id"::text as "id", "webhookId"`, [JSON.stringify(rows)]);
    await send(tx, InboxJob.name, fresh.map(({ id }) => ({ inboxId: id })));
    return new Set(fresh.map(({ webhookId }) => webhookId));
  });
  return webhooks.map(({ webhookId }) => (stored.has(webhookId) ? "stored" : "known"));
}
