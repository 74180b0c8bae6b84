import { getWorkspace } from "#app/features/accounts/get-workspace.server.ts";
import { listNotices } from "#app/features/accounts/list-notices.server.ts";
import { answer } from "#app/routes/answer.server.ts";
import { requireWorkspace } from "#app/routes/auth.server.ts";

/** What both shells know of the workspace, and the server's time, so that both renderings of a page say the same. */
export async function loadShell(request: Request) {
  const at = await requireWorkspace(request);
  return answer(async () => {
    const [workspace, notices] = await Promise.all([getWorkspace(at), listNotices(at)]);
    return { workspace, notices, now: at.clock.now().toISOString() };
  });
}
