import type { WorkspaceContext } from "#app/core/context.ts";
import { Product } from "#app/core/product.ts";
import { itemTitle } from "#app/core/unit-words.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { imageView } from "../images/image-view.ts";
import type { ResultView } from "./views.ts";

/** The newest image that a skill made and that is still kept, with the photo it was made from; null before its first run. */
export async function newestResult(at: WorkspaceContext, input: { skillId: string }): Promise<ResultView | null> {
  requireCan(at.actor, "read");
  return withWorkspace(at, async (tx) => {
    const output = await tx.output.findFirst({
      where: { run: { skillId: input.skillId }, state: { in: ["awaiting", "approved"] }, OR: [{ expiresAt: null }, { expiresAt: { gt: at.clock.now() } }] },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }], include: { run: { select: { number: true } }, item: { select: { product: true } } },
    });
    if (!output) return null;
    const photo = output.sourceHash ? await tx.image.findFirst({ where: { hash: output.sourceHash }, select: { hash: true, width: true, height: true } }) : null;
    return {
      productTitle: itemTitle(Product.parse(output.item.product)), runId: output.runId, runNumber: output.run.number, madeAt: output.createdAt.toISOString(),
      before: photo ? imageView(at, photo) : null, after: imageView(at, output),
    };
  });
}
