import { z } from "zod";
import type { Context } from "#app/core/context.ts";
import { personIn, textsIn } from "#app/core/privacy/person.ts";
import { withWorkspace, type Tx } from "#app/platform/db/with-workspace.server.ts";
import { textTables, type TextTable } from "./text-columns.server.ts";

const PAGE = 200;

const Row = z.object({ key: z.array(z.string()), texts: z.record(z.string(), z.unknown()) });

/** A row that names the person, and as what it is written there. */
export interface Sighting {
  readonly table: TextTable;
  readonly key: readonly string[];
  readonly written: readonly string[];
}

/** How much was read. */
export interface Searched {
  readonly kinds: number;
  readonly records: number;
  readonly texts: number;
}

/**
 * Reads every text of a workspace for a person, page by page in short transactions. `seen` is called for
 * each row that names them, after its page. Pictures are not read, only what is written about them.
 */
export async function searchPerson(context: Context, workspaceId: string, marks: ReadonlySet<string>, seen: (sighting: Sighting) => Promise<void>): Promise<Searched> {
  const at = { db: context.db, workspaceId };
  const tables = await withWorkspace(at, textTables);
  let [records, texts] = [0, 0];
  for (const table of tables) {
    for (let after: readonly string[] | null = null, more = true; more;) {
      const from: readonly string[] | null = after;
      const rows: z.output<typeof Row>[] = await withWorkspace(at, (tx) => page(tx, table, from));
      records += rows.length;
      for (const { key, texts: values } of rows) {
        const written = new Set<string>();
        for (const text of textsIn(Object.values(values))) {
          texts += 1;
          for (const found of personIn(text, marks, context.blind)) written.add(found);
        }
        if (written.size) await seen({ table, key, written: [...written] });
      }
      after = rows.at(-1)?.key ?? null;
      more = rows.length === PAGE && table.key.length > 0;
    }
  }
  return { kinds: tables.length, records, texts };
}

async function page(tx: Tx, { quoted, columns, key }: TextTable, after: readonly string[] | null): Promise<z.output<typeof Row>[]> {
  const names = key.map((column) => column.quoted);
  const texts = columns.map(({ name, quoted: column }) => `'${name}', ${column}`);
  // Names come quoted from the catalog; values are parameters.
  const sql = `select jsonb_build_array(${names.map((name) => `${name}::text`).join(", ")}) as key, jsonb_build_object(${texts.join(", ")}) as texts from ${quoted}
    ${after ? `where (${names.join(", ")}) > (${key.map(({ type }, place) => `$${place + 1}::text::${type}`).join(", ")})` : ""}
    ${names.length ? `order by ${names.join(", ")}` : ""} limit ${PAGE}`;
  return z.array(Row).parse(await tx.$queryRawUnsafe(sql, ...(after ?? [])));
}
