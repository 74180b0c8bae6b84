import type { WorkspaceContext } from "#app/core/context.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** Marks a notice as seen. */
export async function seeNotice(at: WorkspaceContext, input: { id: string }): Promise<void> {
  await withWorkspace(at, (tx) => tx.notice.updateMany({ where: { id: input.id }, data: { seenAt: at.clock.now() } }));
}
