import { Prisma } from "#app/platform/generated/prisma/client.ts";
import type { ReviewFilter } from "./review-filter.ts";

/** What stays in a list although it was decided since: by anybody after this moment, or by name. */
export interface Stays {
  readonly since: Date;
  readonly ids: readonly string[];
}

const COST_RANGE = { "free": [null, null], "to-5": [0, 50_000], "to-20": [50_000, 200_000], "over-20": [200_000, null] } as const;

/** The images of a list as SQL: id, key parts (run, product, item, image) and key. Only those whose bytes are kept. */
export function listedOutputs({ state, run, model, product, cost, mine }: ReviewFilter, memberId: string | null, stays: Stays | null = null): Prisma.Sql {
  const kept = stays ? Prisma.sql`or o."decidedAt" >= ${stays.since} or o."id" = any(${[...stays.ids]}::uuid[])` : Prisma.empty;
  const also = [
    state === "all" ? Prisma.sql`o."state" <> 'expired'` : Prisma.sql`(o."state" = ${state} ${kept})`,
    ...(stays ? [Prisma.sql`o."createdAt" <= ${stays.since}`] : []),
    ...(run ? [Prisma.sql`o."runId" = ${run}::uuid`] : []),
    ...(model ? [Prisma.sql`exists (select from "Call" c where c."itemId" = o."itemId" and c."model" = ${model} and c."state" = 'done')`] : []),
    ...(product ? [Prisma.sql`i."product"->>'title' ilike ${`%${product.replace(/[\\%_]/g, "\\$&")}%`}`] : []),
    ...(cost ? [costIs(cost)] : []),
    ...(mine ? [Prisma.sql`o."assignedTo" = ${memberId}::uuid`] : []),
  ];
  return Prisma.sql`
    select o."id", r."number" as "run", coalesce((i."redo"->>'root')::int, i."position") as "product", i."position" as "item", o."index" as "image"
      from "Output" o join "Item" i on i."id" = o."itemId" join "Run" r on r."id" = o."runId"
     where exists (select from "Image" kept where kept."hash" = o."hash") and ${Prisma.join(also, " and ")}`;
}

function costIs(cost: NonNullable<ReviewFilter["cost"]>): Prisma.Sql {
  const spent = Prisma.sql`(select sum(c."costMicros") from "Call" c where c."itemId" = o."itemId")`;
  const [over, most] = COST_RANGE[cost];
  if (over === null) return Prisma.sql`coalesce(${spent}, 0) = 0`;
  return most === null ? Prisma.sql`${spent} > ${over}` : Prisma.sql`${spent} > ${over} and ${spent} <= ${most}`;
}

/** The order of every list, and its key as text. */
export const IN_PLACE = Prisma.sql`"run" desc, "product", "item", "image"`;
export const KEY = Prisma.sql`concat_ws('.', "run", "product", "item", "image")`;
