import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";

/** Characters of a comment. */
export const MOST_COMMENT = 2_000;

/** What a member says of an image. NUL cannot be stored as text. */
export const OutputComment = z.object({ outputId: z.uuid(), text: z.string().trim().min(1, "Write a comment").max(MOST_COMMENT, `At most ${MOST_COMMENT} characters`).transform((text) => text.replaceAll("\u0000", "")) });

/** Writes a comment about an image; everybody who may look may say something. Throws not_found. */
export async function commentOutput(at: WorkspaceContext, { outputId, text }: z.output<typeof OutputComment>): Promise<{ commentId: string }> {
  requireCan(at.actor, "read");
  return withWorkspace(at, async (tx) => {
    if ((await tx.output.count({ where: { id: outputId } })) === 0) throw new AppError("not_found", "no such output", { say: "This image is not here any more." });
    const { id } = await tx.outputComment.create({ data: { workspaceId: at.workspaceId, outputId, memberId: at.actor.memberId, text, createdAt: at.clock.now() }, select: { id: true } });
    return { commentId: id };
  });
}
