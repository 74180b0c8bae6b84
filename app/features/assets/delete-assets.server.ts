import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { releaseUses } from "../images/release-uses.server.ts";

/** Deletes assets at once and for good: the row, the reason to keep the image, and with the last reason its bytes. */
export async function deleteAssets(at: WorkspaceContext, input: { ids: readonly string[] }): Promise<{ deleted: number }> {
  requireCan(at.actor, "edit-assets");
  const ids = [...input.ids];
  return withWorkspace(at, async (tx) => {
    const outputs = await tx.output.findMany({ where: { assetId: { in: ids } }, select: { id: true } });
    const { count } = await tx.asset.deleteMany({ where: { id: { in: ids } } });
    // What was saved from review goes with it: an approved image lives by its asset.
    await releaseUses(tx, at.workspaceId, { OR: [{ kind: "asset", subject: { in: ids } }, { kind: "output", subject: { in: outputs.map(({ id }) => id) } }] });
    return { deleted: count };
  });
}
