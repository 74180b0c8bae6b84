import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { outputRows } from "./output-rows.server.ts";
import type { ProductImagesView } from "./views.ts";

/** Images of a product that are shown. */
const SHOWN = 4;

/** What was made of a product: its newest images that were not rejected, how many wait for a decision, and its last run. Live tests are none. */
export async function productImages(at: WorkspaceContext, { productId }: { readonly productId: string }): Promise<ProductImagesView> {
  requireCan(at.actor, "read");
  return withWorkspace(at, async (tx) => {
    const newest = await tx.$queryRaw<{ id: string }[]>`
      select o."id" from "Output" o join "Item" i on i."id" = o."itemId"
       where i."productId" = ${productId} and o."state" in ('awaiting', 'approved') and exists (select from "Image" kept where kept."hash" = o."hash")
       order by o."createdAt" desc, o."id" limit ${SHOWN}`;
    const awaiting = await tx.output.count({ where: { state: "awaiting", expiresAt: { gt: at.clock.now() }, item: { productId } } });
    const last = await tx.run.findFirst({ where: { kind: { not: "test" }, items: { some: { productId } } }, orderBy: { number: "desc" }, select: { id: true, number: true, skillName: true, createdAt: true } });
    return { newest: await outputRows(tx, at, newest.map(({ id }) => id)), awaiting, lastRun: last ? { ...last, createdAt: last.createdAt.toISOString() } : null };
  });
}
