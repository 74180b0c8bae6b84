import type { WorkspaceContext } from "#app/core/context.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";
import { PublishJob } from "./jobs.ts";
import { WORKING, type PublicationState } from "./states.ts";

/**
 * Takes a product's row for this attempt: whoever held it before may not write any more. False where its state is
 * none of these, or where another publication of the same product is before it: that one wakes it when it ends.
 */
export async function takeTurn(tx: Tx, rowId: string, states: readonly PublicationState[], now: Date): Promise<boolean> {
  return (await tx.$executeRaw`
    update "PublicationProduct" p set "epoch" = "epoch" + 1, "updatedAt" = ${now}
     where p."id" = ${rowId}::uuid and p."state" = any(${[...states]})
       and not exists (select from "PublicationProduct" o where o."workspaceId" = p."workspaceId" and o."productId" = p."productId" and o."state" = any(${[...WORKING]})
                          and (o."queuedAt", o."id") < (p."queuedAt", p."id"))`) === 1;
}

/** Wakes the publication that has waited longest for this product, if there is one. */
export async function passTurn(tx: Tx, at: WorkspaceContext, productId: string): Promise<void> {
  const next = await tx.publicationProduct.findFirst({ where: { productId, state: { in: [...WORKING] } }, orderBy: [{ queuedAt: "asc" }, { id: "asc" }], select: { id: true } });
  if (next) await at.queue.send(tx, PublishJob.name, [{ workspaceId: at.workspaceId, productRowId: next.id }]);
}
