import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** Asks for the whole catalog to be read anew; one that is being read goes on. */
export async function askCatalog(at: WorkspaceContext): Promise<void> {
  requireCan(at.actor, "run");
  const now = at.clock.now();
  await withWorkspace(at, async (tx) => {
    await tx.$executeRaw`
      insert into "CatalogSync" ("workspaceId", "askedAt", "dueAt") values (${at.workspaceId}::uuid, ${now}, ${now})
      on conflict ("workspaceId") do update set "state" = 'asked', "tries" = 0, "dueAt" = ${now} where "CatalogSync"."state" in ('whole', 'failed')`;
  });
}
