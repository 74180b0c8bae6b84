import type { Context } from "#app/core/context.ts";
import { actAsSystem } from "#app/features/accounts/act-as-system.server.ts";
import { CatalogJob } from "#app/features/catalog/jobs.ts";
import { tendCatalog } from "#app/features/catalog/tend-catalog.server.ts";

/** Does what is due for the catalog of one workspace. */
export async function handleCatalog(context: Context, payload: unknown, signal: AbortSignal): Promise<void> {
  const job = CatalogJob.payload.parse(payload);
  await tendCatalog(await actAsSystem(context, job.workspaceId), signal);
}
