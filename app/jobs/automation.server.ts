import type { Context } from "#app/core/context.ts";
import { actAsSystem } from "#app/features/accounts/act-as-system.server.ts";
import { fireSchedules } from "#app/features/automations/fire-schedules.server.ts";
import { fireTriggers } from "#app/features/automations/fire-triggers.server.ts";
import { AutomationJob } from "#app/features/automations/jobs.ts";

/** Starts what is due by itself in one workspace. */
export async function handleAutomation(context: Context, payload: unknown): Promise<void> {
  const job = AutomationJob.payload.parse(payload);
  const at = await actAsSystem(context, job.workspaceId);
  await fireSchedules(at);
  await fireTriggers(at);
}
