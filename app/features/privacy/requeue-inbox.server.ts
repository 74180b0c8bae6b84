import type { DatabaseHandle } from "#app/core/context.ts";
import { withSystem } from "#app/platform/db/with-system.server.ts";
import { InboxJob } from "./jobs.ts";
import type { SendAsSystem } from "./receive-webhooks.server.ts";

const BATCH = 500;

/** Webhooks that are not done and have no job any more (their tries are over, or a worker died) get one again. Returns how many. */
export async function requeueInbox(db: DatabaseHandle, send: SendAsSystem): Promise<number> {
  return withSystem(db, "inbox", async (tx) => {
    const rows = await tx.query<{ inboxId: string }>(`
      select i."id"::text as "inboxId" from "Inbox" i
       where i."processedAt" is null and i."receivedAt" < now() - interval '60 seconds'
         and not exists (select 1 from queue.job j where j.name = 'inbox' and j.state in ('created', 'retry', 'active') and j.data->>'inboxId' = i."id"::text)
       order by i."id" limit ${BATCH}`);
    await send(tx, InboxJob.name, rows);
    return rows.length;
  });
}
