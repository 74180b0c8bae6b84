import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { withdraw } from "../accounts/notices.server.ts";

export const UncertainDecision = z.object({ runId: z.uuid(), itemIds: z.array(z.uuid()).min(1).max(500).nullable(), decision: z.enum(["buy-again", "give-up"]) });

/**
 * What a person decides about calls without an answer: buy them again (the item runs once more), or give
 * them up (the item ends as failed). Either way the first call keeps its reserve, because it may have been
 * charged; who buys again has agreed to pay once more, so the run's own cap grows by what that may cost.
 * Without ids it is every uncertain item of the run.
 */
export async function decideUncertain(at: WorkspaceContext, { runId, itemIds, decision }: z.output<typeof UncertainDecision>): Promise<{ decided: number }> {
  requireCan(at.actor, "run");
  return withWorkspace(at, async (tx) => {
    const items = await tx.item.findMany({ where: { runId, state: "uncertain", ...(itemIds ? { id: { in: [...itemIds] } } : {}) }, select: { id: true } });
    const ids = items.map(({ id }) => id);
    const again = decision === "buy-again";
    const open = { itemId: { in: ids }, state: "uncertain", decision: null };
    if (again) {
      const { _sum: held } = await tx.call.aggregate({ where: open, _sum: { maxMicros: true } });
      await tx.budget.updateMany({ where: { scope: "run", subject: runId, capMicros: { not: null } }, data: { capMicros: { increment: held.maxMicros ?? 0 } } });
    }
    await tx.call.updateMany({ where: open, data: { decision: again ? "bought-again" : "given-up" } });
    await tx.item.updateMany({
      where: { id: { in: ids }, state: "uncertain" },
      data: again ? { state: "queued", reason: null, say: null, finishedAt: null } : { state: "failed", say: "This call was given up. It may have been charged." },
    });
    if (again && ids.length > 0) {
      await tx.run.updateMany({ where: { id: runId, state: "done" }, data: { state: "running", endedAt: null } });
      await withdraw(tx, runId, ["run-ended"]);
      await tx.$executeRaw`select pg_notify('dispatch', '')`;
    }
    await tx.$executeRaw`select pg_notify('progress', ${runId})`;
    return { decided: ids.length };
  });
}
