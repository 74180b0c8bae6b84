import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** Every provider, and whether a key of it works in this workspace. */
export async function workingProviders(at: WorkspaceContext): Promise<{ id: string; title: string; works: boolean }[]> {
  requireCan(at.actor, "read");
  const keys = await withWorkspace(at, (tx) => tx.providerKey.findMany({ where: { state: "works", removedAt: null }, select: { provider: true }, distinct: ["provider"] }));
  return at.providers.all().map(({ id, title }) => ({ id, title, works: keys.some(({ provider }) => provider === id) }));
}
