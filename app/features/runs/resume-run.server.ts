import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { withdraw } from "../accounts/notices.server.ts";
import { endRunIfDone } from "./end-run.server.ts";

/** Goes on where a paused run stopped, also after an overrun that a person has read by now. */
export async function resumeRun(at: WorkspaceContext, input: { runId: string }): Promise<void> {
  requireCan(at.actor, "run");
  await withWorkspace(at, async (tx) => {
    await tx.run.updateMany({ where: { id: input.runId, state: "paused" }, data: { state: "running", pausedAt: null, say: null } });
    await tx.$executeRaw`select wake_items(array['overrun'], ${input.runId}::uuid)`;
    await withdraw(tx, input.runId, ["run-stopped", "items-expire"]);
    await tx.$executeRaw`select pg_notify('dispatch', '')`;
    await tx.$executeRaw`select pg_notify('progress', ${input.runId})`;
  });
  await endRunIfDone(at, input.runId);
}
