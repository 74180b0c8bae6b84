import { z } from "zod";
import type { Context } from "#app/core/context.ts";
import { withSystem } from "#app/platform/db/with-system.server.ts";
import { disconnectShop } from "../accounts/disconnect-shop.server.ts";
import { updateScopes } from "../accounts/update-scopes.server.ts";
import { hearOfCatalog } from "../catalog/hear-of-catalog.server.ts";
import { eraseShop } from "./erase-shop.server.ts";

const Row = z.object({ id: z.string(), topic: z.string(), shop: z.string(), body: z.record(z.string(), z.unknown()).nullable(), triggeredAt: z.date().nullable(), receivedAt: z.date(), processedAt: z.date().nullable() });
type Row = z.output<typeof Row>;

const ShopBody = z.object({ shop_domain: z.string().optional(), myshopify_domain: z.string().optional(), domain: z.string().optional() });
const ScopesBody = z.object({ current: z.array(z.string()) });

/** Acts on one webhook of the inbox, once. Headers are outside the signature, so a topic that destroys must name its shop in the body too. */
export async function processWebhook(context: Context, inboxId: string): Promise<void> {
  const [found] = await withSystem(context.db, "inbox", (tx) => tx.query(`select "id"::text as "id", "topic", "shop", "body", "triggeredAt", "receivedAt", "processedAt" from "Inbox" where "id" = $1::bigint`, [inboxId]));
  const row = found ? Row.parse(found) : undefined;
  if (!row || row.processedAt) return;
  const outcome = await act(context, row);
  await withSystem(context.db, "inbox", (tx) => tx.query(`update "Inbox" set "processedAt" = now(), "outcome" = $2 where "id" = $1::bigint`, [row.id, outcome]));
  context.log.info({ inboxId: row.id, topic: row.topic, shop: row.shop, outcome }, "a webhook was handled");
}

async function act(context: Context, row: Row): Promise<string> {
  switch (row.topic) {
    case "app/uninstalled":
      return namesShop(row) ? disconnectShop(context, row.shop, row.triggeredAt ?? row.receivedAt) : "ignored: the body names another shop";
    case "app/scopes_update": {
      const body = ScopesBody.safeParse(row.body);
      return body.success ? updateScopes(context, row.shop, body.data.current) : "ignored: no scopes in the body";
    }
    case "shop/redact":
      return namesShop(row) ? eraseShop(context, row) : "ignored: the body names another shop";
    case "products/create": case "products/update": case "products/delete": case "bulk_operations/finish":
      return hearOfCatalog(context, row);
    case "customers/data_request":
    case "customers/redact":
      return recordNoneHeld(context, row);
    default:
      return "ignored: a topic without a handler";
  }
}

function namesShop(row: Row): boolean {
  const body = ShopBody.safeParse(row.body ?? {});
  return body.success && [body.data.shop_domain, body.data.myshopify_domain, body.data.domain].includes(row.shop);
}

/** Piccaso reads no customers and no orders (its scopes do not allow it), so nothing is held of any. */
async function recordNoneHeld(context: Context, row: Row): Promise<string> {
  const request = z.object({ data_request: z.object({ id: z.string() }).nullable() }).safeParse(row.body);
  await withSystem(context.db, "inbox", (tx) => tx.query(
    `insert into "Erasure" ("shop", "topic", "requestId", "finding", "receivedAt") values ($1, $2, $3, 'none held: the app reads no customer data', $4)`,
    [row.shop, row.topic, request.success ? request.data.data_request?.id ?? null : null, row.receivedAt]));
  return "done: none held";
}
