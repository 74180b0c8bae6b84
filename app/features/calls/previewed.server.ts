import type { WorkspaceContext } from "#app/core/context.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import type { Order } from "./order.ts";

/**
 * The same request as a preview paid for, made with the same version and not used by an earlier run: a run
 * takes the preview's result and does not buy it again. Undefined where there is none or what came of it was
 * rejected, and for previews themselves.
 */
export async function previewedCall(at: WorkspaceContext, { runId, node, index, fingerprint }: Order) {
  return withWorkspace(at, async (tx) => {
    const run = await tx.run.findUnique({ where: { id: runId }, select: { kind: true, skillVersionId: true, createdAt: true } });
    if (run?.kind !== "run") return undefined;
    const { skillVersionId, createdAt } = run;
    const former = await tx.run.findFirst({ where: { skillVersionId, kind: "run", createdAt: { lt: createdAt } }, orderBy: { createdAt: "desc" }, select: { createdAt: true } });
    const call = await tx.call.findFirst({
      where: { node, index, fingerprint, state: "done", createdAt: { lt: createdAt, ...(former ? { gt: former.createdAt } : {}) }, run: { kind: "preview", skillVersionId } },
      orderBy: { createdAt: "desc" },
    });
    const rejected = call ? await tx.output.count({ where: { itemId: call.itemId, state: "rejected" } }) : 0;
    return call && rejected === 0 ? call : undefined;
  });
}
