import type { WorkspaceContext } from "#app/core/context.ts";
import { Product } from "#app/core/product.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { imageView } from "../images/image-view.ts";
import type { ImageView } from "../images/views.ts";

/** The newest images of a skill that somebody approved, each of another product, as examples of what it makes; at most `take`. */
export async function approvedResults(at: WorkspaceContext, input: { skillId: string; take: number }): Promise<{ image: ImageView; productTitle: string }[]> {
  requireCan(at.actor, "read");
  const outputs = await withWorkspace(at, async (tx) => {
    const approved = await tx.output.findMany({
      where: { run: { skillId: input.skillId }, state: "approved", altOf: null }, orderBy: [{ decidedAt: "desc" }, { id: "desc" }], take: input.take * 4, include: { item: { select: { product: true } } },
    });
    // An approved image lives by its asset, and that may have been deleted since.
    const kept = new Set((await tx.image.findMany({ where: { hash: { in: approved.map(({ hash }) => hash) } }, select: { hash: true } })).map(({ hash }) => hash));
    return approved.filter(({ hash }) => kept.has(hash));
  });
  const byProduct = new Map<string, { image: ImageView; productTitle: string }>();
  for (const output of outputs) {
    const { id, title } = Product.parse(output.item.product);
    if (!byProduct.has(id)) byProduct.set(id, { image: imageView(at, output), productTitle: title });
  }
  return [...byProduct.values()].slice(0, input.take);
}
