import type { WorkspaceContext } from "#app/core/context.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { publishProduct } from "./publish-product.server.ts";
import { undoProduct } from "./undo-product.server.ts";

/** Does what the product's row asks for: write back or undo. */
export async function runPublishJob(at: WorkspaceContext, productRowId: string, signal: AbortSignal): Promise<void> {
  const row = await withWorkspace(at, (tx) => tx.publicationProduct.findUnique({ where: { id: productRowId }, select: { state: true } }));
  if (row?.state === "undoing") await undoProduct(at, productRowId, signal);
  else if (row) await publishProduct(at, productRowId, signal);
}
