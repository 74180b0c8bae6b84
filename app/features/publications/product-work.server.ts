import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import type { MediaState, ShopClient } from "#app/core/ports/shop-gateway.ts";
import type { Prisma } from "#app/platform/generated/prisma/client.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import type { WantedMedia } from "./match-media.ts";
import { LinksRecord, MediaStateRecord, OriginalRecord, PlanRecord, type OutputPlan } from "./records.ts";
import { takeTurn } from "./turn.server.ts";
import type { PublicationState } from "./states.ts";

/** How far the undo of one output is: not wanted, wanted, at work, or at its end. */
export type Undoing = "no" | "asked" | "begun" | "done";

/** One image of the work, with what is needed to send it. Sizes in pixels. */
export interface MediaWork extends WantedMedia {
  readonly plan: OutputPlan;
  readonly hash: string;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
  readonly original: OriginalRecord | null;
  readonly links: LinksRecord | null;
  readonly undo: Undoing;
}

/** An alt text for a media that the product has. */
export interface AltWork {
  readonly outputId: string;
  readonly mediaId: string;
  readonly altText: string;
  readonly undo: Undoing;
}

/** One product of a publication, held by this epoch. */
export interface ProductWork {
  readonly id: string;
  readonly publicationId: string;
  readonly productId: string;
  readonly title: string;
  readonly state: string;
  readonly epoch: number;
  readonly before: MediaState | undefined;
  readonly after: MediaState | undefined;
  /** The images to add. */
  readonly media: readonly MediaWork[];
  readonly alts: readonly AltWork[];
}

/** Takes a product for this attempt; undefined where its state is none of these or another publication is at work there. */
export async function takeProduct(at: WorkspaceContext, rowId: string, states: readonly PublicationState[]): Promise<ProductWork | undefined> {
  return await withWorkspace(at, (tx) => takeTurn(tx, rowId, states, at.clock.now())) ? loadProduct(at, rowId) : undefined;
}

/** The product's row with its images. */
export async function loadProduct(at: WorkspaceContext, rowId: string): Promise<ProductWork> {
  return withWorkspace(at, async (tx) => {
    const row = await tx.publicationProduct.findUniqueOrThrow({ where: { id: rowId }, include: { media: true } });
    const { outputs: plans } = PlanRecord.parse(row.plan);
    const outputs = new Map((await tx.output.findMany({ where: { id: { in: plans.map(({ id }) => id) } } })).map((output) => [output.id, output]));
    const media: MediaWork[] = [];
    const alts: AltWork[] = [];
    for (const plan of plans) {
      const output = outputs.get(plan.id);
      const kept = row.media.find(({ outputId }) => outputId === plan.id);
      if (!output || !kept) throw new AppError("missing_asset", "an output of the publication is gone");
      const undo = undoingOf(kept);
      if (output.altOf !== null) alts.push({ outputId: plan.id, mediaId: output.altOf, altText: plan.altText, undo });
      else media.push({
        plan, outputId: plan.id, altText: plan.altText, marker: kept.marker, mediaId: kept.mediaId, hash: output.hash, mime: output.mime, width: output.width, height: output.height,
        original: kept.original === null ? null : OriginalRecord.parse(kept.original), links: kept.links === null ? null : LinksRecord.parse(kept.links), undo,
      });
    }
    return {
      id: row.id, publicationId: row.publicationId, productId: row.productId, title: row.title, state: row.state, epoch: row.epoch, media, alts,
      before: row.before === null ? undefined : MediaStateRecord.parse(row.before), after: row.after === null ? undefined : MediaStateRecord.parse(row.after),
    };
  });
}

/** How far the undo of a row is. */
export function undoingOf({ undo, removedAt }: { readonly undo: string | null; readonly removedAt: Date | null }): Undoing {
  if (removedAt) return "done";
  if (undo === null) return "no";
  return undo === "asked" ? "asked" : "begun";
}

/** Writes a step of the state machine, unless another attempt has taken over. */
export async function setState(at: WorkspaceContext, work: ProductWork, state: PublicationState): Promise<void> {
  await writeProduct(at, work, { state, reason: null, say: null });
}

/** Writes the row under this attempt's epoch. Throws `internal` when another one has it now. */
export async function writeProduct(at: WorkspaceContext, work: ProductWork, data: Prisma.PublicationProductUpdateManyMutationInput): Promise<void> {
  await withWorkspace(at, async (tx) => {
    const { count } = await tx.publicationProduct.updateMany({ where: { id: work.id, epoch: work.epoch }, data: { ...data, updatedAt: at.clock.now() } });
    if (count === 0) throw new AppError("internal", "another attempt has taken this product over");
    await tx.$executeRaw`select pg_notify('progress', ${work.publicationId})`;
  });
}

/** The product's media as they are now. Throws product_gone where it was deleted. */
export async function present(shop: ShopClient, work: ProductWork): Promise<MediaState> {
  const state = await shop.mediaState(work.productId);
  if (!state) throw new AppError("product_gone", "product deleted", { say: `${work.title} was deleted in Shopify. Nothing more was written.` });
  return state;
}
