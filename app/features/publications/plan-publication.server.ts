import type { WorkspaceContext } from "#app/core/context.ts";
import { toAppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { Product } from "#app/core/product.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { openShop } from "../accounts/open-shop.server.ts";
import { imageView } from "../images/image-view.ts";
import { tilesOf } from "./tiles.ts";
import type { PlanRow, PublicationPlanView } from "./views.ts";

const MEDIA_LIMIT = 250;
/** Products on one plan: each is read from the shop, four at a time. */
const MOST = 100;
const AT_ONCE = 4;

/** What publishing the approved images would change, product by product, as the shop is now. Nothing is written. */
export async function planPublication(at: WorkspaceContext, input: { outputIds: readonly string[] | null }): Promise<PublicationPlanView> {
  requireCan(at.actor, "publish");
  const outputs = await withWorkspace(at, async (tx) => {
    const taken = (await tx.publicationMedia.findMany({ where: { removedAt: null }, select: { outputId: true } })).map(({ outputId }) => outputId);
    return tx.output.findMany({
      where: { state: "approved", id: { notIn: taken, ...(input.outputIds ? { in: [...input.outputIds] } : {}) } },
      include: { item: { select: { productId: true, product: true } } }, orderBy: [{ createdAt: "asc" }, { index: "asc" }],
    });
  });
  const byProduct = new Map<string, typeof outputs>();
  for (const output of outputs) byProduct.set(output.item.productId, [...(byProduct.get(output.item.productId) ?? []), output]);
  const products = [...byProduct].slice(0, MOST);
  const shop = await openShop(at);
  const rows: PlanRow[] = [];
  for (let from = 0; from < products.length; from += AT_ONCE) {
    rows.push(...await Promise.all(products.slice(from, from + AT_ONCE).map(async ([productId, own]): Promise<PlanRow> => {
      const title = own[0] ? Product.parse(own[0].item.product).title : "";
      const images = own.map((output) => ({ id: output.id, altText: output.altText, altOf: output.altOf, image: imageView(at, output) }));
      const added = own.filter(({ altOf }) => altOf === null).length;
      const base = { productId, title, outputs: images, now: [], variantCount: 0, variantsWithoutImage: 0 };
      try {
        const state = await shop.mediaState(productId);
        if (!state) return { ...base, blocked: "This product was deleted in Shopify." };
        return {
          ...base, title: state.title, now: tilesOf(state, () => "kept"), variantCount: state.variants.length,
          variantsWithoutImage: state.variants.filter(({ mediaId }) => mediaId === null).length,
          blocked: state.media.length + added > MEDIA_LIMIT ? `This product has ${state.media.length} media and Shopify allows ${MEDIA_LIMIT}. Remove some first.` : null,
        };
      } catch (error) {
        return { ...base, blocked: toAppError(error).say };
      }
    })));
  }
  return { rows, imageCount: rows.reduce((sum, row) => sum + row.outputs.length, 0), busy: [] };
}
