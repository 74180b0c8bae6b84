import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { withdraw } from "../accounts/notices.server.ts";

/** Tries failed, waiting or expired items again: the named ones, or all of the run. A run that had ended goes on. */
export async function retryItems(at: WorkspaceContext, input: { runId: string; itemIds: readonly string[] | null }): Promise<{ retried: number }> {
  requireCan(at.actor, "run");
  return withWorkspace(at, async (tx) => {
    const { count } = await tx.item.updateMany({
      where: { runId: input.runId, state: { in: ["failed", "waiting", "expired"] }, ...(input.itemIds ? { id: { in: [...input.itemIds] } } : {}) },
      data: { state: "queued", attempts: 0, reason: null, say: null, failedNode: null, until: null, expiresAt: null, finishedAt: null },
    });
    if (count > 0) {
      await tx.run.updateMany({ where: { id: input.runId, state: "done" }, data: { state: "running", endedAt: null } });
      await withdraw(tx, input.runId, ["run-ended", "items-expire"]);
      await tx.$executeRaw`select pg_notify('dispatch', '')`;
      await tx.$executeRaw`select pg_notify('progress', ${input.runId})`;
    }
    return { retried: count };
  });
}
