import type { Context } from "#app/core/context.ts";
import { actAsSystem } from "#app/features/accounts/act-as-system.server.ts";
import { PublishJob } from "#app/features/publications/jobs.ts";
import { runPublishJob } from "#app/features/publications/run-publish-job.server.ts";

/** Publishes or undoes one product. While the shop is disconnected it waits for the sweep to bring it back. */
export async function handlePublish(context: Context, payload: unknown, signal: AbortSignal): Promise<void> {
  const job = PublishJob.payload.parse(payload);
  const at = await actAsSystem(context, job.workspaceId);
  if (at.shopDomain) await runPublishJob(at, job.productRowId, signal);
}
