import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { sealerOf } from "#app/core/ports/vault.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { PastedKey, requireFits } from "./add-key.server.ts";
import { VerifyKeyJob } from "./jobs.ts";
import { logKey, nameOf } from "./store.server.ts";

export const NewSecret = z.object({ keyId: z.uuid(), key: PastedKey });

/** Puts another secret in the place of a key: label, cap and history stay. It is verified before it is used. */
export async function rotateKey(at: WorkspaceContext, input: z.output<typeof NewSecret>): Promise<void> {
  requireCan(at.actor, "manage");
  const known = await withWorkspace(at, (tx) => tx.providerKey.findFirst({ where: { id: input.keyId, removedAt: null } }));
  if (!known) throw new AppError("not_found", "no such key", { say: "This key was removed." });
  const lastFour = requireFits(at, known.provider, input.key);
  const version = known.version + 1;
  const record = await sealerOf(at.vault).seal(input.key, { workspaceId: at.workspaceId, keyId: known.id, provider: known.provider, version });
  await withWorkspace(at, async (tx) => {
    const { count } = await tx.providerKey.updateMany({ where: { id: known.id, version: known.version, removedAt: null }, data: { record, version, lastFour, state: "checking", say: null, pausedUntil: null, checkedAt: null } });
    if (count === 0) throw new AppError("conflict", "the key was changed meanwhile");
    await logKey(tx, at.workspaceId, { keyId: known.id, kind: "rotated", text: `${nameOf({ label: known.label, lastFour })} took the place of ••••${known.lastFour}`, memberId: at.actor.memberId });
    await at.queue.send(tx, VerifyKeyJob.name, [{ workspaceId: at.workspaceId, keyId: known.id, version }]);
  });
}
