import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { Product } from "#app/core/product.ts";
import type { Prisma } from "#app/platform/generated/prisma/client.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import { itemSpend } from "../calls/item-spend.server.ts";
import { imageView } from "../images/image-view.ts";
import type { OutputState, OutputView, ReviewPage } from "./views.ts";

const PAGE = 60;
const OutputStateWord = z.enum(["awaiting", "approved", "rejected", "expired"]);
const INCLUDE = {
  run: { select: { number: true, skillName: true, version: { select: { number: true } } } },
  item: { select: { product: true, productId: true, position: true, _count: { select: { outputs: true } } } },
} as const satisfies Prisma.OutputInclude;
type Row = Prisma.OutputGetPayload<{ include: typeof INCLUDE }>;

/** A page of images for review, newest run first and in the order of its products; only those whose bytes are still kept. */
export async function listOutputs(at: WorkspaceContext, input: { state: OutputState | null; runId: string | null; after: string | null }): Promise<ReviewPage> {
  requireCan(at.actor, "read");
  return withWorkspace(at, async (tx) => {
    const where: Prisma.OutputWhereInput = { ...(input.state ? { state: input.state } : { state: { not: "expired" } }), ...(input.runId ? { runId: input.runId } : {}) };
    const found = await tx.output.findMany({
      where, include: INCLUDE, take: PAGE + 1, orderBy: [{ run: { number: "desc" } }, { item: { position: "asc" } }, { index: "asc" }],
      ...(input.after ? { cursor: { id: input.after }, skip: 1 } : {}),
    });
    const shown = found.slice(0, PAGE);
    const kept = new Set((await tx.image.findMany({ where: { hash: { in: shown.flatMap(({ hash, sourceHash }) => (sourceHash ? [hash, sourceHash] : [hash])) } }, select: { hash: true } })).map(({ hash }) => hash));
    const photos = await photoSizes(tx, shown);
    const published = await publishedAt(tx, shown.map(({ id }) => id));
    const cost = await itemSpend(tx, shown.map(({ itemId }) => itemId));
    return {
      outputs: shown.filter(({ hash }) => kept.has(hash)).map((row) => ({ ...outputView(at, row, photos, published), costMicros: cost.get(row.itemId) ?? null })),
      next: found.length > PAGE ? shown.at(-1)?.id ?? null : null, ...(await figures(tx, input.runId)),
    };
  });
}

function outputView(at: WorkspaceContext, row: Row, photos: ReadonlyMap<string, { width: number; height: number }>, published: ReadonlyMap<string, Date>): Omit<OutputView, "costMicros"> {
  const photo = row.sourceHash ? photos.get(row.sourceHash) : undefined;
  return {
    id: row.id, runId: row.runId, runNumber: row.run.number, skillName: row.run.skillName, version: row.run.version.number,
    productId: row.item.productId, productTitle: Product.parse(row.item.product).title, place: row.index + 1, of: row.item._count.outputs,
    image: imageView(at, row), before: row.altOf === null && row.sourceHash && photo ? imageView(at, { hash: row.sourceHash, ...photo }) : null,
    state: OutputStateWord.parse(row.state), altText: row.altText, altOnly: row.altOf !== null, fileName: row.fileName,
    expiresAt: row.expiresAt?.toISOString() ?? null, publishedAt: published.get(row.id)?.toISOString() ?? null,
  };
}

async function photoSizes(tx: Tx, rows: readonly Row[]): Promise<Map<string, { width: number; height: number }>> {
  const hashes = rows.flatMap(({ sourceHash }) => sourceHash ?? []);
  const images = await tx.image.findMany({ where: { hash: { in: hashes } }, select: { hash: true, width: true, height: true } });
  return new Map(images.map(({ hash, ...size }) => [hash, size]));
}

async function publishedAt(tx: Tx, outputIds: readonly string[]): Promise<Map<string, Date>> {
  const media = await tx.publicationMedia.findMany({ where: { outputId: { in: [...outputIds] }, product: { state: "published" } }, select: { outputId: true, product: { select: { publishedAt: true } } } });
  return new Map(media.flatMap(({ outputId, product }) => (product.publishedAt ? [[outputId, product.publishedAt] as const] : [])));
}

async function figures(tx: Tx, runId: string | null): Promise<Pick<ReviewPage, "counts" | "firstExpiry" | "runs">> {
  const scope = runId ? { runId } : {};
  const byState = new Map((await tx.output.groupBy({ by: ["state"], where: scope, _count: true })).map((row) => [row.state, row._count]));
  const first = await tx.output.findFirst({ where: { ...scope, state: "awaiting" }, orderBy: { expiresAt: "asc" }, select: { expiresAt: true } });
  const runs = await tx.run.findMany({ where: { outputs: { some: { state: { not: "expired" } } } }, orderBy: { number: "desc" }, take: 30, select: { id: true, number: true, skillName: true } });
  const [open] = await tx.$queryRaw<{ n: number }[]>`
    select count(*)::int as n from "Output" o where o."state" = 'approved' and (${runId}::uuid is null or o."runId" = ${runId}::uuid)
       and not exists (select 1 from "PublicationMedia" m where m."outputId" = o."id" and m."removedAt" is null)`;
  return {
    counts: { awaiting: byState.get("awaiting") ?? 0, approved: byState.get("approved") ?? 0, rejected: byState.get("rejected") ?? 0, unpublished: open?.n ?? 0 },
    firstExpiry: first?.expiresAt?.toISOString() ?? null, runs: runs.map(({ id, number, skillName }) => ({ id, label: `Run ${number}, ${skillName}` })),
  };
}
