import { z } from "zod";
import type { WorkspaceContext } from "#app/core/context.ts";
import { requireCan } from "#app/core/permissions.ts";
import { plainText } from "#app/core/plain-text.ts";
import { Prisma } from "#app/platform/generated/prisma/client.ts";
import { withWorkspace } from "#app/platform/db/with-workspace.server.ts";
import type { CatalogValueView } from "./views.ts";

const SHOWN = 12;

/** Which values are asked for, and what of one was typed so far. */
export const ValueSearch = z.object({ field: z.enum(["vendor", "type", "tag"]), typed: z.string().max(255).transform(plainText) });

const VALUES = { vendor: Prisma.sql`select "vendor" as "value" from "CatalogProduct"`, type: Prisma.sql`select "type" as "value" from "CatalogProduct"`, tag: Prisma.sql`select unnest("tags") as "value" from "CatalogProduct"` };

/** The vendors, types or tags of the mirror that hold what was typed, the most frequent first. Empty until the catalog is read: what is typed can be used all the same. */
export async function listCatalogValues(at: WorkspaceContext, { field, typed }: z.output<typeof ValueSearch>): Promise<CatalogValueView[]> {
  requireCan(at.actor, "read");
  return withWorkspace(at, (tx) => tx.$queryRaw<CatalogValueView[]>`
    select "value", count(*)::int as "products" from (${VALUES[field]}) all_values
     where "value" <> '' and strpos(lower("value"), lower(${typed.trim()})) > 0 group by 1 order by 2 desc, 1 limit ${SHOWN}`);
}
