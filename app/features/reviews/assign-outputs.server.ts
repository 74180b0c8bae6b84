import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** Images, and the member who is to decide about them; null takes the assignment back. */
export const Assignment = z.object({ ids: z.array(z.uuid()).min(1).max(500), memberId: z.uuid().nullable() });

/** Asks a member to decide about images. Anybody who may decide can assign, and decide what is assigned to another. Throws not_found for who is no member here. */
export async function assignOutputs(at: WorkspaceContext, { ids, memberId }: z.output<typeof Assignment>): Promise<{ assigned: number }> {
  requireCan(at.actor, "decide");
  return withWorkspace(at, async (tx) => {
    if (memberId !== null && (await tx.member.count({ where: { id: memberId, removedAt: null } })) === 0) throw new AppError("not_found", "no such member", { say: "This person is not a member any more. Choose somebody else." });
    const { count } = await tx.output.updateMany({ where: { id: { in: [...ids] }, state: { not: "expired" } }, data: { assignedTo: memberId } });
    return { assigned: count };
  });
}
