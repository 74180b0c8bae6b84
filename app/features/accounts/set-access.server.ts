import type { WorkspaceContext } from "#app/core/context.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** Remembers whether Shopify still gives a token for the shop, so that the merchant is asked to connect again where it does not. The first moment is kept. */
export async function setAccess(at: Pick<WorkspaceContext, "db" | "workspaceId" | "clock">, works: boolean): Promise<void> {
  const { workspaceId } = at;
  await withWorkspace(at, (tx) => tx.shop.updateMany({
    where: { workspaceId, accessEndedAt: works ? { not: null } : null }, data: { accessEndedAt: works ? null : at.clock.now() },
  }));
}
