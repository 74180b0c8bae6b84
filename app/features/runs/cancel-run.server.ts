import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { withdraw } from "../accounts/notices.server.ts";
import { withdrawApprovals } from "./approval-store.server.ts";

/** Ends a run now. Finished images are kept; items under way may not write any more (their epoch is over). */
export async function cancelRun(at: WorkspaceContext, input: { runId: string }): Promise<void> {
  requireCan(at.actor, "run");
  const now = at.clock.now();
  await withWorkspace(at, async (tx) => {
    const { count } = await tx.run.updateMany({ where: { id: input.runId, state: { in: ["running", "paused"] } }, data: { state: "cancelled", endedAt: now } });
    if (count === 0) return;
    await tx.item.updateMany({ where: { runId: input.runId, state: { in: ["queued", "running", "waiting"] } }, data: { state: "cancelled", epoch: { increment: 1 }, finishedAt: now, until: null } });
    await withdraw(tx, input.runId, ["approval-waiting"]);
    await tx.$executeRaw`select pg_notify('progress', ${input.runId})`;
  });
  await withdrawApprovals(at);
}
