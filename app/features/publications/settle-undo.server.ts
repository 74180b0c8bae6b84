import type { WorkspaceContext } from "#app/core/context.ts";
import type { AppError } from "#app/core/errors.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import { releaseUses } from "../images/release-uses.server.ts";
import { loadStanding } from "./load-standing.server.ts";
import { writeProduct, type ProductWork } from "./product-work.server.ts";
import { ReportRecord } from "./records.ts";
import { originalOf } from "./standing.ts";
import { WORKING } from "./states.ts";
import { passTurn } from "./turn.server.ts";

/** Writes ahead that these outputs are being undone, with what was found that others changed. */
export async function beginUndo(at: WorkspaceContext, work: ProductWork, outputIds: readonly string[], found: readonly string[]): Promise<void> {
  await withWorkspace(at, async (tx) => {
    const { report } = await tx.publicationProduct.findUniqueOrThrow({ where: { id: work.id }, select: { report: true } });
    const kept = report === null ? [] : ReportRecord.parse(report).kept;
    await writeProduct(at, work, { report: { kept: [...new Set([...kept, ...found])] } });
    await tx.publicationMedia.updateMany({ where: { publicationProductId: work.id, outputId: { in: [...outputIds] }, undo: "asked" }, data: { undo: "begun" } });
  });
}

/** Ends the undo of these outputs. The product is undone with its last one; what was asked for meanwhile is undone next. */
export async function endUndo(at: WorkspaceContext, work: ProductWork, outputIds: readonly string[]): Promise<void> {
  const now = at.clock.now();
  await withWorkspace(at, async (tx) => {
    await tx.publicationMedia.updateMany({ where: { publicationProductId: work.id, outputId: { in: [...outputIds] }, removedAt: null }, data: { removedAt: now, undo: null } });
    const left = await tx.publicationMedia.findMany({ where: { publicationProductId: work.id, removedAt: null }, select: { undo: true } });
    const state = left.length === 0 ? "undone" : left.some(({ undo }) => undo !== null) ? "undoing" : "published";
    await writeProduct(at, work, { state, reason: null, say: null, ...(state === "undone" ? { undoneAt: now } : {}) });
    await releaseSpent(tx, at, work);
    await passTurn(tx, at, work.productId);
  });
}

/** An undo that cannot go on says why, and can be asked for again. What it has done already it does not do twice. */
export async function refuseUndo(at: WorkspaceContext, work: ProductWork, { code, say }: AppError): Promise<void> {
  await withWorkspace(at, async (tx) => {
    await tx.publicationMedia.updateMany({ where: { publicationProductId: work.id, removedAt: null }, data: { undo: null } });
    await writeProduct(at, work, { state: work.after ? "published" : "failed", reason: code, say: `This could not be undone: ${say}` });
    await passTurn(tx, at, work.productId);
  });
}

/** Lets go of kept photos that no undo of this product can need any more. */
async function releaseSpent(tx: Tx, at: WorkspaceContext, { id, productId }: ProductWork): Promise<void> {
  const standing = await loadStanding(tx, productId);
  const needed = standing.images.filter(({ undoneAt }) => undoneAt === null).flatMap((image) => [image.original?.hash, originalOf(image, standing)?.hash].flatMap((hash) => hash ?? []));
  const rows = await tx.publicationProduct.findMany({ where: { productId, state: { notIn: [...WORKING, "failed"] } }, select: { id: true } });
  await releaseUses(tx, at.workspaceId, { kind: "publication", subject: { in: [...rows.map((row) => row.id), id] }, hash: { notIn: needed } });
}
