import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import type { Doorkeeper } from "./doorkeeper.ts";

/** Lets a removed member in again, in the role that they had. Throws not_found, and plan_members where the plan has no room for one more. */
export async function readmitMember(at: WorkspaceContext, input: { memberId: string }, door: Doorkeeper): Promise<void> {
  requireCan(at.actor, "manage");
  await withWorkspace(at, async (tx) => {
    await door.requireRoom(tx, at);
    const { count } = await tx.member.updateMany({ where: { id: input.memberId, removedAt: { not: null } }, data: { removedAt: null } });
    if (count === 0) throw new AppError("not_found", "nobody to let in", { say: "This person is a member already. Load the page again." });
  });
  at.log.info({ workspaceId: at.workspaceId, memberId: input.memberId, by: at.actor.memberId }, "a member was let in again");
}
