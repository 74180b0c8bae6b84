import type { WorkspaceContext } from "#app/core/context.ts";
import { toAppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import type { ShopClient } from "#app/core/ports/shop-gateway.ts";
import { Product } from "#app/core/product.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { openShop } from "../accounts/open-shop.server.ts";
import { imageView } from "../images/image-view.ts";
import { numbered, suggestedName } from "./file-name.ts";
import { fitWords, MOST_MEDIA } from "./media-limits.ts";
import { unpublished, type UnpublishedOutput, type UnpublishedProduct } from "./store.server.ts";
import { tilesOf } from "./tiles.ts";
import { MOST_OUTPUTS, MOST_PRODUCTS, type PlannedOutput, type PlanRow, type PublicationPlanView } from "./views.ts";

/** Products that are read from the shop at a time. */
const AT_ONCE = 4;

/** What publishing the approved images would change, product by product, as the shop is now. Nothing is written. A page of products; `after` is the cursor of the one before. */
export async function planPublication(at: WorkspaceContext, input: { outputIds: readonly string[] | null; after?: string | null }): Promise<PublicationPlanView> {
  requireCan(at.actor, "publish");
  const { products, left, busy } = await withWorkspace(at, (tx) => unpublished(tx, { outputIds: input.outputIds, after: input.after ?? null, most: MOST_PRODUCTS }));
  const shop = await openShop(at);
  const rows: PlanRow[] = [];
  for (let from = 0; from < products.length; from += AT_ONCE) rows.push(...await Promise.all(products.slice(from, from + AT_ONCE).map((product) => planRow(at, shop, product))));
  return { rows, imageCount: rows.reduce((sum, row) => sum + row.outputs.length, 0), busy, left, next: left > 0 ? products.at(-1)?.productId ?? null : null };
}

async function planRow(at: WorkspaceContext, shop: ShopClient, { productId, product, outputs: all }: UnpublishedProduct): Promise<PlanRow> {
  const { title, handle } = Product.parse(product);
  const own = all.slice(0, MOST_OUTPUTS);
  const names = numbered(own.map(({ fileName, skillName, variant }) => suggestedName({ handle, variant: variant?.title }, fileName, skillName)));
  const planned = (there: ReadonlySet<string>, variants: ReadonlySet<string>) => own.map((output, index) => plannedOutput(at, output, names[index] ?? "image", there, variants));
  const base = { productId, title, outputs: planned(new Set(), new Set()), outputsLeft: all.length - own.length, now: [], variantCount: 0, variantsWithoutImage: 0, room: 0 };
  try {
    const state = await shop.mediaState(productId);
    if (!state) return { ...base, blocked: "This product was deleted in Shopify." };
    const room = Math.max(0, MOST_MEDIA - state.media.length);
    const full = room === 0 && own.some(({ altOf }) => altOf === null);
    return {
      ...base, title: state.title, outputs: planned(new Set(state.media.map(({ id }) => id)), new Set(state.variants.map(({ id }) => id))), now: tilesOf(state, () => "kept"), variantCount: state.variants.length, room,
      variantsWithoutImage: state.variants.filter(({ mediaId }) => mediaId === null).length,
      blocked: full ? `This product has ${state.media.length} media and Shopify allows ${MOST_MEDIA}. Remove ${own.length} in Shopify, then all images of this plan fit. A replacement needs a free place, too.` : null,
    };
  } catch (error) {
    return { ...base, blocked: toAppError(error).say };
  }
}

function plannedOutput(at: WorkspaceContext, output: UnpublishedOutput, fileName: string, there: ReadonlySet<string>, variants: ReadonlySet<string>): PlannedOutput {
  const { id, altText, altOf, sourceId, variant } = output;
  return {
    id, altText, altOf, fileName, image: imageView(at, output), sourceId: sourceId !== null && there.has(sourceId) ? sourceId : null, variant: variant && variants.has(variant.id) ? variant : null,
    fit: altOf === null ? fitWords(output) : null,
  };
}
