import type { CatalogSync } from "#app/platform/generated/prisma/client.ts";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";

/** The row of a catalog, held by this job: another one that takes it raises the epoch, and then this one writes nothing more. */
export type HeldSync = CatalogSync;

type At = Pick<WorkspaceContext, "db" | "workspaceId" | "clock">;

/** Takes the row; a catalog that was never read gets one and is asked for. */
export async function holdSync(at: At): Promise<HeldSync> {
  const { workspaceId } = at;
  const now = at.clock.now();
  return withWorkspace(at, async (tx) => {
    await tx.$executeRaw`insert into "CatalogSync" ("workspaceId", "askedAt", "dueAt") values (${workspaceId}::uuid, ${now}, ${now}) on conflict do nothing`;
    return tx.catalogSync.update({ where: { workspaceId }, data: { epoch: { increment: 1 } } });
  });
}

/** Whether another job has taken the row meanwhile. */
export class TakenOver extends Error {
  override readonly name = "TakenOver";
}

/** Changes the row as its holder, in the caller's transaction or one of its own. Throws TakenOver where this job holds it no more. */
export async function changeSync(at: At, { epoch }: Pick<HeldSync, "epoch">, change: Partial<Omit<CatalogSync, "workspaceId" | "epoch">>): Promise<void> {
  const { workspaceId } = at;
  await withWorkspace(at, async (tx) => {
    if ((await tx.catalogSync.updateMany({ where: { workspaceId, epoch }, data: change })).count === 0) throw new TakenOver();
  });
}

/** Writes what belongs together with a change of the row: nothing where this job holds it no more. */
export async function writeHeld(at: At, held: Pick<HeldSync, "epoch">, change: Partial<Omit<CatalogSync, "workspaceId" | "epoch">>, write: (tx: Tx) => Promise<void>): Promise<void> {
  await withWorkspace(at, async (tx) => {
    await changeSync(at, held, change);
    await write(tx);
  }, { timeout: 60_000 });
}

/** The row was just written, so it is there. */
export function requireOperation({ operationId }: HeldSync): string {
  if (!operationId) throw new AppError("internal", "a catalog is read without an operation");
  return operationId;
}
