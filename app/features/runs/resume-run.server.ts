import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { endRunIfDone } from "./end-run.server.ts";

/** Goes on where a paused run stopped. */
export async function resumeRun(at: WorkspaceContext, input: { runId: string }): Promise<void> {
  requireCan(at.actor, "run");
  await withWorkspace(at, async (tx) => {
    await tx.run.updateMany({ where: { id: input.runId, state: "paused" }, data: { state: "running", pausedAt: null } });
    await tx.notice.deleteMany({ where: { kind: "items-expire", subject: input.runId } });
    await tx.$executeRaw`select pg_notify('dispatch', '')`;
    await tx.$executeRaw`select pg_notify('progress', ${input.runId})`;
  });
  await endRunIfDone(at, input.runId);
}
