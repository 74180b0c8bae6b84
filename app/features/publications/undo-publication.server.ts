import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { withdraw } from "../accounts/notices.server.ts";
import { PublishJob } from "./jobs.ts";

/** What of a publication is to be undone: all of it, the named products, or one output of one product. */
export interface UndoRequest {
  readonly publicationId: string;
  readonly ids: readonly string[] | null;
  readonly outputId?: string | undefined;
}

/**
 * Orders an undo, at any time and in any order. Products that were published or failed half-way are undone, and what is being
 * undone may get more to undo. One output alone is undone of a product that was published.
 */
export async function undoPublication(at: WorkspaceContext, { publicationId, ids, outputId }: UndoRequest): Promise<{ undoing: number }> {
  requireCan(at.actor, "publish");
  return withWorkspace(at, async (tx) => {
    const states = outputId === undefined ? ["published", "failed", "undoing"] : ["published", "undoing"];
    const media = { removedAt: null, undo: null, ...(outputId === undefined ? {} : { outputId }) };
    const rows = await tx.publicationProduct.findMany({
      where: { publicationId, state: { in: states }, media: { some: media }, ...(ids ? { id: { in: [...ids] } } : {}) }, select: { id: true, state: true },
    });
    const idle = rows.filter(({ state }) => state !== "undoing").map(({ id }) => id);
    const now = at.clock.now();
    await tx.publicationMedia.updateMany({ where: { ...media, publicationProductId: { in: rows.map(({ id }) => id) } }, data: { undo: "asked" } });
    await tx.publicationProduct.updateMany({ where: { id: { in: idle } }, data: { state: "undoing", reason: null, say: null, epoch: { increment: 1 }, queuedAt: now, updatedAt: now } });
    await withdraw(tx, publicationId, ["publication-ended"]);
    await at.queue.send(tx, PublishJob.name, idle.map((productRowId) => ({ workspaceId: at.workspaceId, productRowId })));
    return { undoing: rows.length };
  });
}
