import { AppError } from "#app/core/errors.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";

/** Throws catalog_unread before the catalog of a workspace was read whole for the first time: what the mirror lacks would look as if it were not there. */
export async function requireMirror(tx: Tx, workspaceId: string): Promise<void> {
  const sync = await tx.catalogSync.findUnique({ where: { workspaceId }, select: { wholeAt: true } });
  if (!sync?.wholeAt) throw new AppError("catalog_unread", "the catalog was never read whole", { field: "selection" });
}
