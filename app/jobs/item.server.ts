import type { Context } from "#app/core/context.ts";
import { actAsSystem } from "#app/features/accounts/act-as-system.server.ts";
import { ItemJob } from "#app/features/runs/jobs.ts";
import { runItem } from "#app/features/runs/run-item.server.ts";

/** Runs one admitted item. */
export async function handleItem(context: Context, payload: unknown, signal: AbortSignal): Promise<void> {
  const job = ItemJob.payload.parse(payload);
  await runItem(await actAsSystem(context, job.workspaceId), job, signal);
}
