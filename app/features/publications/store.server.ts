import { Prisma } from "#app/platform/generated/prisma/client.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";
import { WORKING } from "./states.ts";

/** An approved output that is in no publication. Sizes in pixels and bytes. */
export interface UnpublishedOutput {
  readonly id: string;
  readonly hash: string;
  readonly mime: string;
  readonly width: number;
  readonly height: number;
  readonly bytes: number;
  readonly fileName: string;
  readonly altText: string;
  readonly altOf: string | null;
  /** The photo that its product began with when it was made. */
  readonly sourceId: string | null;
  /** The variant that it was made for, where its run had an item for each. */
  readonly variant: { readonly id: string; readonly title: string } | null;
  readonly skillName: string;
}

/** A product as the newest of its runs froze it, with its outputs in the order in which they were made. */
export interface UnpublishedProduct {
  readonly productId: string;
  readonly product: unknown;
  readonly outputs: readonly UnpublishedOutput[];
}

interface Page {
  /** Of these outputs alone; null for all. */
  readonly outputIds: readonly string[] | null;
  readonly after: string | null;
  readonly most: number;
}

type Row = UnpublishedOutput & { readonly productId: string; readonly product: unknown };

/** A page of products that have approved outputs in no publication, how many there are after it, and at which of them another publication is at work. */
export async function unpublished(tx: Tx, { outputIds, after, most }: Page): Promise<{ products: UnpublishedProduct[]; left: number; busy: string[] }> {
  const open = Prisma.sql`
    "Output" o join "Item" i on i."workspaceId" = o."workspaceId" and i."id" = o."itemId"
     where o."state" = 'approved' and not exists (select from "PublicationMedia" m where m."workspaceId" = o."workspaceId" and m."outputId" = o."id" and m."removedAt" is null)
       ${outputIds ? Prisma.sql`and o."id" = any(${[...outputIds]}::uuid[])` : Prisma.empty}
       ${after === null ? Prisma.empty : Prisma.sql`and i."productId" > ${after}`}`;
  const counted = await tx.$queryRaw<{ productId: string; all: bigint }[]>`select i."productId", count(*) over () as "all" from ${open} group by i."productId" order by i."productId" limit ${most}`;
  const ids = counted.map(({ productId }) => productId);
  if (ids.length === 0) return { products: [], left: 0, busy: [] };
  const rows = await tx.$queryRaw<Row[]>`
    select i."productId", i."product", o."id", o."hash", o."mime", o."width", o."height", coalesce(image."bytes", 0) as "bytes", o."fileName", o."altText", o."altOf", i."product"->'photos'->0->>'id' as "sourceId", nullif(i."product"->'variant', 'null') as "variant", r."skillName"
      from (select o.* from ${open} and i."productId" = any(${ids})) o
      join "Item" i on i."workspaceId" = o."workspaceId" and i."id" = o."itemId" join "Run" r on r."workspaceId" = o."workspaceId" and r."id" = o."runId"
      left join "Image" image on image."workspaceId" = o."workspaceId" and image."hash" = o."hash"
     order by o."createdAt", o."index", o."id"`;
  const products = ids.map((productId) => {
    const outputs = rows.filter((row) => row.productId === productId);
    return { productId, product: outputs.at(-1)?.product, outputs };
  });
  const busy = await tx.publicationProduct.findMany({ where: { productId: { in: ids }, state: { in: [...WORKING] } }, select: { title: true }, distinct: ["productId"] });
  return { products, left: Number(counted[0]?.all ?? 0) - ids.length, busy: busy.map(({ title }) => title) };
}
