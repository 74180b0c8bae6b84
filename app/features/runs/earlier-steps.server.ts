import { z } from "zod";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";
import { Prisma } from "#app/platform/generated/prisma/client.ts";

const Row = z.object({ node: z.string(), index: z.number(), fingerprint: z.string(), output: z.unknown(), ms: z.number() });
const Known = z.array(z.object({ productId: z.string(), node: z.string() }));

/** A row of Step whose images are not all kept any more; jsonb writes a name and its value always like this. */
const IMAGES_GONE = Prisma.sql`exists (select from regexp_matches(d."output"::text, '"hash": "([0-9a-f]{64})"', 'g') made where not exists (select from "Image" kept where kept."hash" = made[1]))`;

/** All turns of each named step in the newest earlier test of the same skill and product in which all of them are done and kept. */
export async function earlierSteps(tx: Tx, { itemId, nodes }: { readonly itemId: string; readonly nodes: readonly string[] }): Promise<z.output<typeof Row>[]> {
  return z.array(Row).parse(await tx.$queryRaw`
    select s."node", s."index", s."fingerprint", s."output", s."ms" from unnest(${[...nodes]}::text[]) wanted
      cross join lateral (
        select i."id" from "Item" me join "Run" mine on mine."id" = me."runId"
          join "Run" r on r."skillId" = mine."skillId" and r."kind" = 'test'
          join "Item" i on i."runId" = r."id" and i."productId" = me."productId" and i."id" <> me."id"
         where me."id" = ${itemId}::uuid and exists (select from "Step" d where d."itemId" = i."id" and d."node" = wanted and d."state" = 'done')
           and not exists (select from "Step" d where d."itemId" = i."id" and d."node" = wanted and (d."state" <> 'done' or ${IMAGES_GONE}))
         order by r."createdAt" desc limit 1) newest
      join "Step" s on s."itemId" = newest."id" and s."node" = wanted
     order by s."node", s."index"`);
}

/** Steps that have a result in an earlier test of the skill for each of these products. */
export async function stepsKnownForAll(tx: Tx, { skillId, productIds }: { readonly skillId: string; readonly productIds: readonly string[] }): Promise<ReadonlySet<string>> {
  const known = Known.parse(await tx.$queryRaw`
    select distinct i."productId", d."node" from "Run" r join "Item" i on i."runId" = r."id" join "Step" d on d."itemId" = i."id"
     where r."skillId" = ${skillId}::uuid and r."kind" = 'test' and i."productId" = any(${[...productIds]}) and d."state" = 'done' and not ${IMAGES_GONE}`);
  return new Set(known.map(({ node }) => node).filter((node) => productIds.every((id) => known.some((one) => one.productId === id && one.node === node))));
}
