import type { WorkspaceContext } from "#app/core/context.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import type { Order } from "./order.ts";

/**
 * The same request as a preview paid for, made with the same version and not used by an earlier run: a run
 * takes the preview's result and does not buy it again. Null where there is none or what came of it was
 * rejected, and for previews themselves.
 */
export async function previewedCall(at: WorkspaceContext, { runId, node, index, fingerprint }: Order) {
  return withWorkspace(at, async (tx) => {
    const [found] = await tx.$queryRaw<{ id: string }[]>`
      select c."id"::text from "Run" r
        join "Run" p on p."skillVersionId" = r."skillVersionId" and p."kind" = 'preview'
        join "Call" c on c."runId" = p."id" and c."node" = ${node} and c."index" = ${index}::int and c."fingerprint" = ${fingerprint} and c."state" = 'done' and c."createdAt" < r."createdAt"
       where r."id" = ${runId}::uuid and r."kind" = 'run'
         and not exists (select from "Run" f where f."skillVersionId" = r."skillVersionId" and f."kind" = 'run' and f."createdAt" < r."createdAt" and f."createdAt" >= c."createdAt")
         and not exists (select from "Output" o where o."itemId" = c."itemId" and o."state" = 'rejected')
       order by c."createdAt" desc limit 1`;
    return found ? tx.call.findUnique({ where: { id: found.id } }) : null;
  });
}
