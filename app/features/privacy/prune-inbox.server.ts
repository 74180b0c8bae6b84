import type { DatabaseHandle } from "#app/core/context.ts";
import { withSystem } from "#app/platform/db/with-system.server.ts";

const BATCH = 500;

/** What was done thirty days ago need not be recognised any more: Shopify repeats a delivery for four hours. Returns how many went. */
export async function pruneInbox(db: DatabaseHandle, now: Date): Promise<number> {
  const gone = await withSystem(db, "inbox", (tx) => tx.query(
    `delete from "Inbox" where "id" in (select "id" from "Inbox" where "processedAt" is not null and "receivedAt" < $1::timestamptz - interval '30 days' order by "id" limit ${BATCH}) returning 1`, [now]));
  return gone.length;
}
