import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** Starts no further item. What is being made is finished; the rest waits at most fourteen days. */
export async function pauseRun(at: WorkspaceContext, input: { runId: string }): Promise<void> {
  requireCan(at.actor, "run");
  await withWorkspace(at, async (tx) => {
    await tx.run.updateMany({ where: { id: input.runId, state: "running" }, data: { state: "paused", pausedAt: at.clock.now() } });
    await tx.$executeRaw`select pg_notify('progress', ${input.runId})`;
  });
}
