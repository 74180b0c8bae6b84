import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import type { MediaState } from "#app/core/ports/shop-gateway.ts";
import type { Prisma } from "#app/platform/generated/prisma/client.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import type { WantedMedia } from "./match-media.ts";
import { MediaStateRecord, PlanRecord } from "./records.ts";
import type { PublicationState } from "./views.ts";

/** One image of the work, with what is needed to send it. */
export interface MediaWork extends WantedMedia {
  readonly hash: string;
  readonly mime: string;
  readonly fileName: string;
}

/** An alt text for a media that the product has. */
export interface AltWork {
  readonly mediaId: string;
  readonly altText: string;
}

/** One product of a publication, held by this epoch. */
export interface ProductWork {
  readonly id: string;
  readonly publicationId: string;
  readonly productId: string;
  readonly title: string;
  readonly state: string;
  readonly epoch: number;
  readonly plan: PlanRecord;
  readonly before: MediaState | undefined;
  readonly after: MediaState | undefined;
  /** The images to add. */
  readonly media: readonly MediaWork[];
  readonly alts: readonly AltWork[];
}

/** Takes a product for this attempt: whoever held it before may not write any more. Undefined where its state is none of these. */
export async function takeProduct(at: WorkspaceContext, rowId: string, states: readonly PublicationState[]): Promise<ProductWork | undefined> {
  const { count } = await withWorkspace(at, (tx) => tx.publicationProduct.updateMany({ where: { id: rowId, state: { in: [...states] } }, data: { epoch: { increment: 1 }, updatedAt: at.clock.now() } }));
  return count === 1 ? loadProduct(at, rowId) : undefined;
}

/** The product's row with its images. */
export async function loadProduct(at: WorkspaceContext, rowId: string): Promise<ProductWork> {
  return withWorkspace(at, async (tx) => {
    const row = await tx.publicationProduct.findUniqueOrThrow({ where: { id: rowId }, include: { media: true } });
    const plan = PlanRecord.parse(row.plan);
    const outputs = await tx.output.findMany({ where: { id: { in: plan.outputs.map(({ id }) => id) } } });
    const alts = plan.outputs.flatMap(({ id, altText }) => outputs.flatMap((one) => (one.id === id && one.altOf !== null ? [{ mediaId: one.altOf, altText }] : [])));
    const media = plan.outputs.filter(({ id }) => !outputs.some((one) => one.id === id && one.altOf !== null)).map(({ id, altText }) => {
      const output = outputs.find((one) => one.id === id);
      const kept = row.media.find(({ outputId }) => outputId === id);
      if (!output || !kept) throw new AppError("missing_asset", "an output of the publication is gone");
      const extension = output.mime.replace("image/", "").replace("jpeg", "jpg");
      return { outputId: id, altText, hash: output.hash, mime: output.mime, marker: kept.marker, mediaId: kept.mediaId, fileName: `${output.fileName.slice(0, 80)}-${kept.marker}.${extension}` };
    });
    return {
      id: row.id, publicationId: row.publicationId, productId: row.productId, title: row.title, state: row.state, epoch: row.epoch, plan, media, alts,
      before: row.before === null ? undefined : MediaStateRecord.parse(row.before), after: row.after === null ? undefined : MediaStateRecord.parse(row.after),
    };
  });
}

/** Writes a step of the state machine, unless another attempt has taken over. */
export async function setState(at: WorkspaceContext, work: ProductWork, state: PublicationState, error?: AppError): Promise<void> {
  await writeProduct(at, work, { state, reason: error?.code ?? null, say: error?.say ?? null });
}

/** Writes the row under this attempt's epoch. Throws `conflict` when another one has it now. */
export async function writeProduct(at: WorkspaceContext, work: ProductWork, data: Prisma.PublicationProductUpdateManyMutationInput): Promise<void> {
  await withWorkspace(at, async (tx) => {
    const { count } = await tx.publicationProduct.updateMany({ where: { id: work.id, epoch: work.epoch }, data: { ...data, updatedAt: at.clock.now() } });
    if (count === 0) throw new AppError("internal", "another attempt has taken this product over");
    await tx.$executeRaw`select pg_notify('progress', ${work.publicationId})`;
  });
}
