import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { withdraw } from "../accounts/notices.server.ts";
import { PublishJob } from "./jobs.ts";

/** Orders the undo of a publication: of the named products, or of all that were published or failed half-way. */
export async function undoPublication(at: WorkspaceContext, input: { publicationId: string; ids: readonly string[] | null }): Promise<{ undoing: number }> {
  requireCan(at.actor, "publish");
  return withWorkspace(at, async (tx) => {
    const rows = await tx.publicationProduct.findMany({
      where: { publicationId: input.publicationId, state: { in: ["published", "failed"] }, ...(input.ids ? { id: { in: [...input.ids] } } : {}) }, select: { id: true },
    });
    const ids = rows.map(({ id }) => id);
    await tx.publicationProduct.updateMany({ where: { id: { in: ids } }, data: { state: "undoing", reason: null, say: null, epoch: { increment: 1 }, updatedAt: at.clock.now() } });
    await withdraw(tx, input.publicationId, ["publication-ended"]);
    await at.queue.send(tx, PublishJob.name, ids.map((productRowId) => ({ workspaceId: at.workspaceId, productRowId })));
    return { undoing: ids.length };
  });
}
