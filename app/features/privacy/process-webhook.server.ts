import { z } from "zod";
import type { Context } from "#app/core/context.ts";
import { withSystem } from "#app/platform/db/with-system.server.ts";
import { disconnectShop } from "../accounts/disconnect-shop.server.ts";
import { findShopByDomain } from "../accounts/find-shop.server.ts";
import { updateScopes } from "../accounts/update-scopes.server.ts";
import { hearOfCatalog } from "../catalog/hear-of-catalog.server.ts";
import { hearOfPlan } from "../billing/hear-of-plan.server.ts";
import { answerCustomerRequest } from "./answer-customer-request.server.ts";
import { eraseShop } from "./erase-shop.server.ts";
import { InboxRow } from "./store.server.ts";

const ShopBody = z.object({ shop_domain: z.string().optional(), myshopify_domain: z.string().optional(), domain: z.string().optional() });
const ScopesBody = z.object({ current: z.array(z.string()) });
const ELSEWHERE = "ignored: the body names another shop";

/** Acts on one webhook of the inbox, once. Headers are outside the signature, so a topic that destroys must name its shop in the body too. */
export async function processWebhook(context: Context, inboxId: string): Promise<void> {
  const [found] = await withSystem(context.db, "inbox", (tx) => tx.query(`select "id"::text as "id", "topic", "shop", "body", "triggeredAt", "receivedAt", "processedAt" from "Inbox" where "id" = $1::bigint`, [inboxId]));
  const row = found ? InboxRow.parse(found) : undefined;
  if (!row || row.processedAt) return;
  const outcome = await act(context, row);
  // The body is not needed any more; nor is the name of a shop that is not here, or not any more.
  const known = await findShopByDomain(context.db, row.shop);
  await withSystem(context.db, "inbox", (tx) => tx.query(`update "Inbox" set "processedAt" = now(), "outcome" = $2, "body" = null, "shop" = $3 where "id" = $1::bigint`, [row.id, outcome, known ? row.shop : context.blind(row.shop)]));
  context.log.info({ inboxId: row.id, topic: row.topic, outcome }, "a webhook was handled");
}

async function act(context: Context, row: InboxRow): Promise<string> {
  switch (row.topic) {
    case "app/uninstalled":
      return namesShop(row) ? disconnectShop(context, row.shop, row.triggeredAt ?? row.receivedAt) : ELSEWHERE;
    case "app/scopes_update": {
      const body = ScopesBody.safeParse(row.body);
      return body.success ? updateScopes(context, row.shop, body.data.current) : "ignored: no scopes in the body";
    }
    case "app_subscriptions/update":
      return hearOfPlan(context, row.shop);
    case "shop/redact":
      return namesShop(row) ? eraseShop(context, row) : ELSEWHERE;
    case "products/create": case "products/update": case "products/delete": case "bulk_operations/finish":
      return hearOfCatalog(context, row);
    case "customers/data_request":
    case "customers/redact":
      return namesShop(row) ? answerCustomerRequest(context, row) : ELSEWHERE;
    default:
      return "ignored: a topic without a handler";
  }
}

function namesShop(row: InboxRow): boolean {
  const body = ShopBody.safeParse(row.body ?? {});
  return body.success && [body.data.shop_domain, body.data.myshopify_domain, body.data.domain].includes(row.shop);
}
