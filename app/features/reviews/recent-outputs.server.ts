import type { WorkspaceContext } from "#app/core/context.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { imageView } from "../images/image-view.ts";
import type { ImageView } from "../images/views.ts";

/** The newest undecided images, their number and when the first of them go, for the home page. */
export async function reviewStrip(at: WorkspaceContext, input: { take: number }): Promise<{ count: number; images: ImageView[]; firstExpiry: string | null; goingTomorrow: number }> {
  const now = at.clock.now();
  return withWorkspace(at, async (tx) => {
    const where = { state: "awaiting", expiresAt: { gt: now } };
    const newest = await tx.output.findMany({ where, orderBy: [{ createdAt: "desc" }, { id: "desc" }], take: input.take });
    const first = await tx.output.findFirst({ where, orderBy: { expiresAt: "asc" }, select: { expiresAt: true } });
    return {
      count: await tx.output.count({ where }), images: newest.map((output) => imageView(at, output)), firstExpiry: first?.expiresAt?.toISOString() ?? null,
      goingTomorrow: await tx.output.count({ where: { ...where, expiresAt: { gt: now, lte: new Date(now.getTime() + 86_400_000) } } }),
    };
  });
}
