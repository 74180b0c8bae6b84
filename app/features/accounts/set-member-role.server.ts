import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan, type Role } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** Changes what a member may do. One owner always remains. */
export async function setMemberRole(at: WorkspaceContext, input: { memberId: string; role: Role }): Promise<void> {
  requireCan(at.actor, "manage");
  await withWorkspace(at, async (tx) => {
    await tx.$executeRaw`select 1 from "Workspace" where "id" = ${at.workspaceId}::uuid for update`;
    const member = await tx.member.findFirst({ where: { id: input.memberId, removedAt: null } });
    if (!member) throw new AppError("not_found", "no such member");
    const owners = await tx.member.count({ where: { role: "owner", removedAt: null } });
    if (member.role === "owner" && input.role !== "owner" && owners === 1) throw new AppError("invalid_input", "the last owner", { field: "role", say: "A workspace needs an owner. Make someone else owner first." });
    await tx.member.update({ where: { id: member.id }, data: { role: input.role } });
  });
}
