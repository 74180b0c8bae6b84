import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { withdraw } from "../accounts/notices.server.ts";

/** The owner has answered a request for which something was found. Throws where it waits for nobody. */
export async function closePrivacyRequest(at: WorkspaceContext, input: { id: string }): Promise<void> {
  requireCan(at.actor, "manage");
  await withWorkspace(at, async (tx) => {
    const { count } = await tx.privacyRequest.updateMany({ where: { id: input.id, state: "found" }, data: { state: "answered", finishedAt: at.clock.now() } });
    if (count === 0) throw new AppError("conflict", "this request waits for nobody");
    await withdraw(tx, input.id, ["privacy-request"]);
  });
}
