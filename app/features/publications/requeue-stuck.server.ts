import type { DatabaseHandle } from "#app/core/context.ts";
import { withSystem, type SystemTx } from "#app/platform/db/with-system.server.ts";
import { PublishJob } from "./jobs.ts";
import { WORKING } from "./states.ts";

/** Products of publications that are under way but have no job any more get one again. Paused workspaces wait. */
export async function requeueStuckPublications(db: DatabaseHandle, send: (tx: SystemTx, job: string, payloads: readonly object[]) => Promise<void>): Promise<number> {
  return withSystem(db, "dispatch", async (tx) => {
    const rows = await tx.query<{ workspaceId: string; productRowId: string }>(`
      update "PublicationProduct" p set "updatedAt" = now()
        from "Workspace" w
       where w."id" = p."workspaceId" and w."pausedAt" is null
         and p."state" = any($1) and p."updatedAt" < now() - interval '60 seconds'
         and not exists (select 1 from queue.job j where j.name = 'publish' and j.state in ('created', 'retry', 'active') and j.data->>'productRowId' = p."id"::text)
      returning p."workspaceId", p."id" as "productRowId"`, [[...WORKING]]);
    await send(tx, PublishJob.name, rows);
    return rows.length;
  });
}
