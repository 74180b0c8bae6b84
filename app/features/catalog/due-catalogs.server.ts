import type { DatabaseHandle } from "#app/core/context.ts";
import { withSystem, type SystemTx } from "#app/platform/db/with-system.server.ts";
import { CatalogJob } from "./jobs.ts";

/** Catalogs that want to be looked after get a job, unless they have one: those that are due, and those of shops that were never read. Paused workspaces wait. */
export async function sendDueCatalogs(db: DatabaseHandle, send: (tx: SystemTx, job: string, payloads: readonly object[]) => Promise<void>): Promise<number> {
  return withSystem(db, "dispatch", async (tx) => {
    const due = await tx.query<{ workspaceId: string }>(`
      select s."workspaceId" from "Shop" s join "Workspace" w on w."id" = s."workspaceId" left join "CatalogSync" c on c."workspaceId" = s."workspaceId"
       where s."uninstalledAt" is null and w."pausedAt" is null and (c."dueAt" is null or c."dueAt" <= now())
         and not exists (select 1 from queue.job j where j.name = 'catalog' and j.state in ('created', 'retry', 'active') and j.data->>'workspaceId' = s."workspaceId"::text)
       limit 100`);
    await send(tx, CatalogJob.name, due);
    return due.length;
  });
}
