import { Prisma } from "#app/platform/generated/prisma/client.ts";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";

/** Where assets are used, in words: skills whose draft names them, and publications that wrote them or took them off a product. */
export async function usesOf(tx: Tx, assetIds: readonly string[]): Promise<Map<string, string[]>> {
  const uses = new Map<string, string[]>();
  if (assetIds.length === 0) return uses;
  const rows = await tx.$queryRaw<{ assetId: string; place: string }[]>`
    select a."id" as "assetId", 'Skill “' || s."name" || '”' as "place"
      from "Asset" a join "Skill" s on s."archivedAt" is null and position(a."id"::text in s."draft"::text) > 0
     where a."id" in (${Prisma.join(assetIds.map((id) => Prisma.sql`${id}::uuid`))})
    union all
    select o."assetId", 'Publication ' || p."number"
      from "Output" o
      join "PublicationMedia" m on m."outputId" = o."id"
      join "PublicationProduct" pp on pp."id" = m."publicationProductId" and pp."state" = 'published'
      join "Publication" p on p."id" = pp."publicationId"
     where o."assetId" in (${Prisma.join(assetIds.map((id) => Prisma.sql`${id}::uuid`))})
    union all
    select a."id", 'Publication ' || p."number" || ', which replaced it'
      from "Asset" a
      join "PublicationMedia" m on m."original"->>'assetId' = a."id"::text and m."removedAt" is null
      join "PublicationProduct" pp on pp."id" = m."publicationProductId"
      join "Publication" p on p."id" = pp."publicationId"
     where a."id" in (${Prisma.join(assetIds.map((id) => Prisma.sql`${id}::uuid`))})`;
  for (const { assetId, place } of rows) uses.set(assetId, [...(uses.get(assetId) ?? []), place]);
  return uses;
}
