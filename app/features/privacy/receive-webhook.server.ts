import type { DatabaseHandle } from "#app/core/context.ts";
import { withSystem, type SystemTx } from "#app/platform/db/with-system.server.ts";
import { InboxJob } from "./jobs.ts";

/** A webhook whose signature was checked. */
interface Arrived {
  readonly webhookId: string;
  readonly topic: string;
  readonly shop: string;
  readonly triggeredAt: Date | null;
  readonly body: Readonly<Record<string, unknown>>;
  readonly bodyHash: string;
}

/**
 * Puts a webhook into the inbox, with its job, in one commit: what was answered 200 is durable. A
 * repeated one, by its id or by topic, shop and body, is stored once. Bodies of customers/* are never
 * stored, only that they came.
 */
export async function receiveWebhook(db: DatabaseHandle, send: (tx: SystemTx, job: string, payloads: readonly object[]) => Promise<void>, webhook: Arrived): Promise<"stored" | "known"> {
  const body = webhook.topic.startsWith("customers/") ? { data_request: requestId(webhook.body), shop_domain: webhook.body["shop_domain"] ?? null } : webhook.body;
  return withSystem(db, "inbox", async (tx) => {
    const rows = await tx.query<{ id: string }>(
      `insert into "Inbox" ("provider", "webhookId", "topic", "shop", "bodyHash", "body", "triggeredAt") values ('shopify', $1, $2, $3, $4, $5, $6)
       on conflict do nothing returning "id"::text as "id"`,
      [webhook.webhookId, webhook.topic, webhook.shop, `${webhook.bodyHash}:${webhook.triggeredAt?.toISOString() ?? ""}`, JSON.stringify(body), webhook.triggeredAt]);
    const [row] = rows;
    if (!row) return "known";
    await send(tx, InboxJob.name, [{ inboxId: row.id }]);
    return "stored";
  });
}

function requestId(body: Readonly<Record<string, unknown>>): { id: string } | null {
  const request = body["data_request"];
  return typeof request === "object" && request !== null && "id" in request ? { id: String(request.id) } : null;
}
