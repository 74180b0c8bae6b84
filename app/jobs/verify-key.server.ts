import type { Context } from "#app/core/context.ts";
import { actAsSystem } from "#app/features/accounts/act-as-system.server.ts";
import { VerifyKeyJob } from "#app/features/keys/jobs.ts";
import { verifyKey } from "#app/features/keys/verify-key.server.ts";

/** Finds out what a key can do, while somebody waits for it. */
export async function handleVerifyKey(context: Context, payload: unknown, signal: AbortSignal): Promise<void> {
  const job = VerifyKeyJob.payload.parse(payload);
  await verifyKey(await actAsSystem(context, job.workspaceId), job, signal);
}
