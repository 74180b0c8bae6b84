import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { requireCan } from "#app/core/permissions.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import { imageView } from "../images/image-view.ts";
import { publicationRows, WITH_PRODUCTS, type PublicationRecord } from "./publication-rows.server.ts";
import { undoingOf } from "./product-work.server.ts";
import { MediaStateRecord, OriginalRecord, PlanRecord, ReportRecord } from "./records.ts";
import { PublicationState } from "./states.ts";
import { tilesOf } from "./tiles.ts";
import type { PublicationProductView, PublicationView } from "./views.ts";

/** A publication with each product: before, after, its state, and what undo kept. */
export async function getPublication(at: WorkspaceContext, input: { publicationId: string }): Promise<PublicationView> {
  requireCan(at.actor, "read");
  return withWorkspace(at, async (tx) => {
    const record = await tx.publication.findUnique({ where: { id: input.publicationId }, include: WITH_PRODUCTS });
    if (!record) throw new AppError("not_found", "no such publication", { say: "This publication is not here any more." });
    const [row] = await publicationRows(tx, at, [record]);
    if (!row) throw new AppError("not_found", "no such publication");
    const outputIds = record.products.flatMap(({ media }) => media.map(({ outputId }) => outputId));
    const texts = new Set((await tx.output.findMany({ where: { id: { in: outputIds }, altOf: { not: null } }, select: { id: true } })).map(({ id }) => id));
    const images = new Map((await tx.image.findMany({ where: { hash: { in: record.products.flatMap(({ media }) => media.map(({ hash }) => hash)) } } })).map((image) => [image.hash, image]));
    return {
      ...row, rows: record.products.map((product) => productView(at, product, images, texts)),
      loose: record.products.flatMap(({ media }) => media).filter(({ removedAt, mediaId }) => removedAt !== null && mediaId !== null).length,
    };
  });
}

function productView(at: WorkspaceContext, product: PublicationRecord["products"][number], images: ReadonlyMap<string, { hash: string; width: number; height: number }>, texts: ReadonlySet<string>): PublicationProductView {
  const { outputs } = PlanRecord.parse(product.plan);
  const before = product.before === null ? undefined : MediaStateRecord.parse(product.before);
  const after = product.after === null ? undefined : MediaStateRecord.parse(product.after);
  const ours = new Set(product.media.flatMap(({ mediaId }) => mediaId ?? []));
  const replaced = new Set(product.media.flatMap(({ original }) => (original === null ? [] : OriginalRecord.parse(original).id)));
  const viewOf = (hash: string) => imageView(at, images.get(hash) ?? { hash, width: 1, height: 1 });
  const former = before?.media.map(({ id }) => id) ?? [];
  const now = after?.media.map(({ id }) => id) ?? [];
  return {
    id: product.id, productId: product.productId, title: product.title, state: PublicationState.parse(product.state), say: product.say, image: viewOf(product.media[0]?.hash ?? ""),
    outputs: outputs.flatMap(({ id, altText, place }) => product.media.filter(({ outputId }) => outputId === id).map((media) =>
      ({ id, altText, image: viewOf(media.hash), place: texts.has(id) ? null : place, replaced: media.original !== null, undo: undoingOf(media) }))),
    before: tilesOf(before, (id) => (replaced.has(id) ? "replaced" : "kept")), after: tilesOf(after, (id) => (ours.has(id) ? "new" : former.indexOf(id) === now.indexOf(id) ? "kept" : "moved")),
    kept: product.report === null ? [] : ReportRecord.parse(product.report).kept,
    publishedAt: product.publishedAt?.toISOString() ?? null, undoneAt: product.undoneAt?.toISOString() ?? null,
  };
}
