import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { Prisma } from "#app/platform/generated/prisma/client.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { logKey, nameOf } from "./store.server.ts";

/** Destroys a key's sealed record. What it has spent stays in the books; items that need it wait for another one and never fall back. */
export async function removeKey(at: WorkspaceContext, input: { keyId: string }): Promise<void> {
  requireCan(at.actor, "manage");
  const now = at.clock.now();
  await withWorkspace(at, async (tx) => {
    const { count } = await tx.providerKey.updateMany({ where: { id: input.keyId, removedAt: null }, data: { state: "removed", say: null, record: Prisma.DbNull, removedAt: now } });
    if (count === 0) return;
    const key = await tx.providerKey.findUniqueOrThrow({ where: { id: input.keyId } });
    await logKey(tx, at.workspaceId, { keyId: key.id, kind: "removed", text: `${nameOf(key)} was removed`, memberId: at.actor.memberId });
  });
}
