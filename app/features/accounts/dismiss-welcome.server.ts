import type { WorkspaceContext } from "#app/core/context.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** Puts the first-steps card away for everybody in the workspace. */
export async function dismissWelcome(at: WorkspaceContext): Promise<void> {
  await withWorkspace(at, (tx) => tx.workspace.update({ where: { id: at.workspaceId }, data: { welcomeDone: true } }));
}
