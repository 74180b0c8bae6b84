import type { DatabaseHandle } from "#app/core/context.ts";
import { withSystem, type SystemTx } from "#app/platform/db/with-system.server.ts";
import { AutomationJob } from "./jobs.ts";

/** Workspaces in which a schedule or news of the catalog are due get a job, unless they have one. Those whose shop is not connected wait. */
export async function sendDueAutomations(db: DatabaseHandle, now: Date, send: (tx: SystemTx, job: string, payloads: readonly object[]) => Promise<void>): Promise<number> {
  return withSystem(db, "dispatch", async (tx) => {
    const due = await tx.query<{ workspaceId: string }>(`
      select w."id" as "workspaceId" from "Workspace" w
       where w."id" in (select "workspaceId" from "Automation" where "state" = 'running' and "dueAt" <= $1 union select "workspaceId" from "CatalogEvent" where "dueAt" <= $1)
         and w."pausedAt" is null and exists (select 1 from "Shop" s where s."workspaceId" = w."id" and s."uninstalledAt" is null)
         and not exists (select 1 from queue.job j where j.name = 'automation' and j.state in ('created', 'retry', 'active') and j.data->>'workspaceId' = w."id"::text)
       limit 100`, [now]);
    await send(tx, AutomationJob.name, due);
    return due.length;
  });
}
