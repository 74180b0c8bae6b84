import type { Context } from "#app/core/context.ts";
import { InboxJob } from "#app/features/privacy/jobs.ts";
import { processWebhook } from "#app/features/privacy/process-webhook.server.ts";

/** Handles one webhook of the inbox. */
export async function handleInbox(context: Context, payload: unknown): Promise<void> {
  await processWebhook(context, InboxJob.payload.parse(payload).inboxId);
}
