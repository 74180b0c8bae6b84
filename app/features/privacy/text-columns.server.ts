import { z } from "zod";
import type { Tx } from "#app/platform/db/with-workspace.server.ts";

/** A table of a workspace with its columns of text or JSON, and the key that its rows are paged by. Names are quoted for SQL. */
const Table = z.object({
  name: z.string(), quoted: z.string(), columns: z.array(z.object({ name: z.string(), quoted: z.string(), type: z.enum(["text", "jsonb"]) })),
  key: z.array(z.object({ name: z.string(), quoted: z.string(), type: z.string() })),
});
export type TextTable = z.output<typeof Table>;

/**
 * Every table whose rows belong to a workspace, read from the catalog of the database: a column that is
 * added later is searched without anybody thinking of it.
 */
export async function textTables(tx: Tx): Promise<TextTable[]> {
  return z.array(Table).parse(await tx.$queryRaw`
    select c.relname::text as name, quote_ident(c.relname) as quoted,
           (select jsonb_agg(jsonb_build_object('name', a.attname, 'quoted', quote_ident(a.attname), 'type', format_type(a.atttypid, null)) order by a.attnum) from pg_attribute a
             where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.atttypid in ('text'::regtype, 'jsonb'::regtype)) as columns,
           (select coalesce(jsonb_agg(jsonb_build_object('name', a.attname, 'quoted', quote_ident(a.attname), 'type', format_type(a.atttypid, null)) order by k.place), '[]') from pg_index i
              cross join unnest(i.indkey) with ordinality k(attnum, place) join pg_attribute a on a.attrelid = c.oid and a.attnum = k.attnum
             where i.indrelid = c.oid and i.indisprimary and a.attname <> 'workspaceId') as key
      from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname = 'public' and c.relkind in ('r', 'p') and c.relrowsecurity and has_table_privilege(c.oid, 'select')
       and exists (select from pg_attribute a where a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped and a.atttypid in ('text'::regtype, 'jsonb'::regtype))
     order by 1`);
}
