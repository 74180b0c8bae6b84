import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import type { Micros } from "#app/core/money.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** Sets the cap of a run that buys something, and lets its items that waited at a cap look again. Throws not_found where the run buys nothing. */
export async function setRunCap(at: WorkspaceContext, { runId, capMicros }: { readonly runId: string; readonly capMicros: Micros }): Promise<void> {
  requireCan(at.actor, "run");
  await withWorkspace(at, async (tx) => {
    const { count } = await tx.budget.updateMany({ where: { scope: "run", subject: runId }, data: { capMicros } });
    if (count === 0) throw new AppError("not_found", "no budget of this run", { say: "This run buys nothing, so it has no cap." });
    await tx.$executeRaw`select wake_items(array['cap_reached'], ${runId}::uuid), pg_notify('progress', ${runId})`;
  });
}
