import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { VerifyKeyJob } from "./jobs.ts";

/** Has a key verified again. */
export async function checkKey(at: WorkspaceContext, input: { keyId: string }): Promise<void> {
  requireCan(at.actor, "manage");
  await withWorkspace(at, async (tx) => {
    const key = await tx.providerKey.findFirst({ where: { id: input.keyId, removedAt: null } });
    if (!key) return;
    await tx.providerKey.update({ where: { id: key.id }, data: { state: "checking", say: null, pausedUntil: null } });
    await at.queue.send(tx, VerifyKeyJob.name, [{ workspaceId: at.workspaceId, keyId: key.id, version: key.version }]);
  });
}
