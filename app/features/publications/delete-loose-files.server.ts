import type { WorkspaceContext } from "#app/core/context.ts";
import { againByHand } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { openShop } from "../accounts/open-shop.server.ts";

/** Deletes our images from the shop's files where an undo has left them on no product. Only files that we made. */
export async function deleteLooseFiles(at: WorkspaceContext, input: { publicationId: string }): Promise<{ deleted: number }> {
  requireCan(at.actor, "publish");
  const where = { removedAt: { not: null }, mediaId: { not: null }, product: { publicationId: input.publicationId } };
  const loose = await withWorkspace(at, (tx) => tx.publicationMedia.findMany({ where }));
  const ids = loose.flatMap(({ mediaId }) => mediaId ?? []);
  if (ids.length === 0) return { deleted: 0 };
  const shop = await openShop(at);
  await shop.deleteFiles(ids).catch(againByHand);
  await withWorkspace(at, (tx) => tx.publicationMedia.updateMany({ where, data: { mediaId: null } }));
  return { deleted: ids.length };
}
