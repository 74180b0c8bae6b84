import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import type { Doorkeeper } from "./doorkeeper.ts";

/**
 * Shuts a member out, from their next request on: who they are is asked at each. What they were to decide is anybody's
 * again, and what they have started goes on. One owner always remains. Throws not_found and invalid_input.
 */
export async function removeMember(at: WorkspaceContext, input: { memberId: string }, door: Doorkeeper): Promise<void> {
  requireCan(at.actor, "manage");
  await withWorkspace(at, async (tx) => {
    await tx.$executeRaw`select 1 from "Workspace" where "id" = ${at.workspaceId}::uuid for update`;
    const member = await tx.member.findFirst({ where: { id: input.memberId, removedAt: null } });
    if (!member) throw new AppError("not_found", "no such member", { say: "This person is not a member any more." });
    const owners = await tx.member.count({ where: { role: "owner", removedAt: null } });
    if (member.role === "owner" && owners === 1) throw new AppError("invalid_input", "the last owner", { field: "memberId", say: "A workspace needs an owner. Make someone else owner first." });
    await tx.member.update({ where: { id: member.id }, data: { removedAt: at.clock.now() } });
    await tx.output.updateMany({ where: { assignedTo: member.id }, data: { assignedTo: null } });
    await door.left(tx, at);
  });
  at.log.info({ workspaceId: at.workspaceId, memberId: input.memberId, by: at.actor.memberId }, "a member was removed");
}
