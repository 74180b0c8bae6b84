import type { WorkspaceContext } from "#app/core/context.ts";
import type { AppError } from "#app/core/errors.ts";
import type { MediaState } from "#app/core/ports/shop-gateway.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import { notify } from "../accounts/notices.server.ts";
import { releaseUses } from "../images/release-uses.server.ts";
import { MediaStateRecord } from "./records.ts";
import { writeProduct, type ProductWork } from "./product-work.server.ts";
import { WORKING } from "./states.ts";
import { passTurn } from "./turn.server.ts";

/** Stores the product's media as they are before the first write: what undo restores. */
export async function storeBefore(at: WorkspaceContext, work: ProductWork, state: MediaState): Promise<void> {
  await writeProduct(at, work, { before: MediaStateRecord.parse(state) });
}

/** Remembers which media our images became. */
export async function rememberMedia(at: WorkspaceContext, work: ProductWork, found: readonly { outputId: string; mediaId: string }[]): Promise<void> {
  const fresh = found.filter(({ outputId, mediaId }) => work.media.find((one) => one.outputId === outputId)?.mediaId !== mediaId);
  if (fresh.length === 0) return;
  await withWorkspace(at, async (tx) => {
    for (const { outputId, mediaId } of fresh) await tx.publicationMedia.updateMany({ where: { publicationProductId: work.id, outputId }, data: { mediaId } });
  });
}

/** Ends the publication of a product with the state that the shop shows now. The bytes of the images are Shopify's now; those of replaced photos stay until they are back. */
export async function publishedProduct(at: WorkspaceContext, work: ProductWork, state: MediaState): Promise<void> {
  await withWorkspace(at, async (tx) => {
    await writeProduct(at, work, { state: "published", after: MediaStateRecord.parse(state), publishedAt: at.clock.now(), reason: null, say: null });
    await releaseUses(tx, at.workspaceId, { kind: "publication", subject: work.id, hash: { notIn: work.media.flatMap(({ original }) => original?.hash ?? []) } });
    await passTurn(tx, at, work.productId);
    await tellWhenEnded(tx, at, work.publicationId);
  });
}

/** Ends the publication of a product with the reason why it went no further. Its bytes stay for an undo. */
export async function failedProduct(at: WorkspaceContext, work: ProductWork, { code, say }: AppError): Promise<void> {
  await withWorkspace(at, async (tx) => {
    await writeProduct(at, work, { state: "failed", reason: code, say });
    await passTurn(tx, at, work.productId);
    await tellWhenEnded(tx, at, work.publicationId);
  });
}

async function tellWhenEnded(tx: Tx, at: WorkspaceContext, publicationId: string): Promise<void> {
  const open = await tx.publicationProduct.count({ where: { publicationId, state: { in: [...WORKING] } } });
  if (open) return;
  const published = await tx.publicationProduct.count({ where: { publicationId, state: "published" } });
  const { number } = await tx.publication.findUniqueOrThrow({ where: { id: publicationId }, select: { number: true } });
  await notify(tx, at.workspaceId, { kind: "publication-ended", subject: publicationId, text: `Publication ${number} has ended: ${published} ${published === 1 ? "product" : "products"} published. It can be undone at any time.` });
}
