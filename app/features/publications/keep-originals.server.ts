import type { WorkspaceContext } from "#app/core/context.ts";
import { slugOf } from "#app/core/text-template.ts";
import type { MediaState } from "#app/core/ports/shop-gateway.ts";
import { keepPhoto } from "../assets/keep-photo.server.ts";
import { loadProduct, setState, writeProduct, type ProductWork } from "./product-work.server.ts";
import type { OriginalRecord } from "./records.ts";

/**
 * Keeps each photo that is to be replaced in the library, before anything is written to the shop. A photo that is on
 * the product no more is not replaced: the image is added instead. Returns the work with what is kept.
 */
export async function keepOriginals(at: WorkspaceContext, work: ProductWork, before: MediaState): Promise<ProductWork> {
  const open = work.media.filter(({ plan, original }) => plan.place === "replace" && original === null);
  if (open.length === 0) return work;
  await setState(at, work, "keeping");
  for (const { outputId, plan: { sourceId } } of open) {
    const photo = before.media.find(({ id, kind, url }) => id === sourceId && kind === "IMAGE" && url !== null);
    if (!photo?.url) continue;
    const { id, alt } = photo;
    await keepPhoto(at, { url: photo.url, name: slugOf(`${before.handle} before`), record: { productId: work.productId, mediaId: id, altText: alt }, neededBy: work.id }, async (tx, { hash, mime, assetId }) => {
      await writeProduct(at, work, {});
      const original: OriginalRecord = { id, alt, hash, mime, assetId };
      await tx.publicationMedia.updateMany({ where: { publicationProductId: work.id, outputId }, data: { original } });
    });
  }
  return loadProduct(at, work.id);
}
