import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { Product } from "#app/core/product.ts";
import { itemTitle } from "#app/core/unit-words.ts";
import type { Prisma } from "#app/platform/generated/prisma/client.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";
import { itemSpend } from "../calls/item-spend.server.ts";
import { imageView } from "../images/image-view.ts";
import type { OutputView } from "./views.ts";

const OutputStateWord = z.enum(["awaiting", "approved", "rejected", "expired"]);
const INCLUDE = {
  run: { select: { number: true, skillName: true, version: { select: { number: true } } } },
  item: { select: { product: true, productId: true } },
} as const satisfies Prisma.OutputInclude;
type Row = Prisma.OutputGetPayload<{ include: typeof INCLUDE }>;

/** What is known of an image besides its own row, read once for all. */
interface Beside {
  readonly photos: ReadonlyMap<string, { readonly width: number; readonly height: number }>;
  readonly published: ReadonlyMap<string, Date>;
  readonly spend: ReadonlyMap<string, number>;
  readonly places: ReadonlyMap<string, { readonly place: number; readonly of: number }>;
  readonly redos: ReadonlyMap<string, { readonly all: number; readonly open: number }>;
  readonly comments: ReadonlyMap<string, number>;
}

/** Images with everything that review shows of them, in the order of the ids; those that are gone are left out. Eight queries, however many there are. */
export async function outputRows(tx: Tx, at: WorkspaceContext, ids: readonly string[]): Promise<OutputView[]> {
  const rows = await tx.output.findMany({ where: { id: { in: [...ids] } }, include: INCLUDE });
  const beside: Beside = {
    photos: await photoSizes(tx, rows), published: await publishedAt(tx, ids), spend: await itemSpend(tx, rows.map(({ itemId }) => itemId)),
    places: await placesOf(tx, ids), redos: await redosOf(tx, ids),
    comments: new Map((await tx.outputComment.groupBy({ by: ["outputId"], where: { outputId: { in: [...ids] } }, _count: true })).map(({ outputId, _count }) => [outputId, _count])),
  };
  const byId = new Map(rows.map((row) => [row.id, row]));
  return ids.flatMap((id) => {
    const row = byId.get(id);
    return row ? [outputView(at, row, beside)] : [];
  });
}

function outputView(at: WorkspaceContext, row: Row, { photos, published, spend, places, redos, comments }: Beside): OutputView {
  const photo = row.sourceHash ? photos.get(row.sourceHash) : undefined;
  const { place, of } = places.get(row.id) ?? { place: 1, of: 1 };
  const { all, open } = redos.get(row.id) ?? { all: 0, open: 0 };
  return {
    id: row.id, runId: row.runId, runNumber: row.run.number, skillName: row.run.skillName, version: row.run.version.number,
    productId: row.item.productId, productTitle: itemTitle(Product.parse(row.item.product)), place, of,
    image: imageView(at, row), before: row.altOf === null && row.sourceHash && photo ? imageView(at, { hash: row.sourceHash, ...photo }) : null,
    state: OutputStateWord.parse(row.state), altText: row.altText, altOnly: row.altOf !== null, fileName: row.fileName,
    expiresAt: row.expiresAt?.toISOString() ?? null, publishedAt: published.get(row.id)?.toISOString() ?? null,
    costMicros: spend.get(row.itemId) ?? null, assignedTo: row.assignedTo, redos: all, redoing: open > 0, comments: comments.get(row.id) ?? 0,
  };
}

async function photoSizes(tx: Tx, rows: readonly Row[]): Promise<Beside["photos"]> {
  const hashes = rows.flatMap(({ sourceHash }) => sourceHash ?? []);
  const images = await tx.image.findMany({ where: { hash: { in: hashes } }, select: { hash: true, width: true, height: true } });
  return new Map(images.map(({ hash, ...size }) => [hash, size]));
}

async function publishedAt(tx: Tx, outputIds: readonly string[]): Promise<Beside["published"]> {
  const media = await tx.publicationMedia.findMany({ where: { outputId: { in: [...outputIds] }, product: { state: "published" } }, select: { outputId: true, product: { select: { publishedAt: true } } } });
  return new Map(media.flatMap(({ outputId, product }) => (product.publishedAt ? [[outputId, product.publishedAt] as const] : [])));
}

/** Which of its product's images in the run each is, redos among them. */
async function placesOf(tx: Tx, ids: readonly string[]): Promise<Beside["places"]> {
  const rows = await tx.$queryRaw<{ id: string; place: number; of: number }[]>`
    select * from (
      select o."id", row_number() over (partition by i."runId", i."productId" order by coalesce((i."redo"->>'root')::int, i."position"), i."position", o."index")::int as "place", count(*) over (partition by i."runId", i."productId")::int as "of"
        from "Output" o join "Item" i on i."id" = o."itemId"
       where (i."runId", i."productId") in (select mine."runId", mine."productId" from "Output" one join "Item" mine on mine."id" = one."itemId" where one."id" = any(${[...ids]}::uuid[]))) all_of
     where "id" = any(${[...ids]}::uuid[])`;
  return new Map(rows.map(({ id, place, of }) => [id, { place, of }]));
}

async function redosOf(tx: Tx, ids: readonly string[]): Promise<Beside["redos"]> {
  const rows = await tx.$queryRaw<{ id: string; all: number; open: number }[]>`
    select "redoOf" as "id", count(*)::int as "all", (count(*) filter (where "state" in ('queued', 'running', 'waiting')))::int as "open"
      from "Item" where "redoOf" = any(${[...ids]}::uuid[]) group by 1`;
  return new Map(rows.map(({ id, all, open }) => [id, { all, open }]));
}
