import fs from "node:fs";
import pg from "pg";
import { z } from "zod";
import { filesBelow, leaksInPieces, type Found } from "../leaks.ts";

/** A place to search: its name, and its bytes. */
export interface Place {
  readonly name: string;
  readonly pieces: Iterable<Uint8Array> | AsyncIterable<Uint8Array>;
}

/** A secret that stands in a place. */
export interface Leak extends Found {
  readonly place: string;
}

/** Looks for a secret in places of any kind. */
export async function search(places: Iterable<Place> | AsyncIterable<Place>, secret: string): Promise<Leak[]> {
  const leaks: Leak[] = [];
  for await (const { name: place, pieces } of places) leaks.push(...(await leaksInPieces(pieces, secret)).map((found) => ({ place, ...found })));
  return leaks;
}

/** A file of any size. */
export function file(at: string): Place {
  return { name: at, pieces: fs.createReadStream(at, { highWaterMark: 1 << 20 }) };
}

/** Files below a folder, except in the named folders. One that goes meanwhile is left out. */
export function* files(folder: string, except: readonly string[] = []): Generator<Place> {
  for (const at of filesBelow(folder, except)) if (fs.existsSync(at)) yield file(at);
}

const Table = z.object({ name: z.string(), columns: z.array(z.object({ name: z.string(), bytes: z.boolean() })) });

/**
 * Every table of every schema of a database, PostgreSQL's own too (its statistics keep samples of columns),
 * and what its connections asked last. Columns of bytes come as they are and as hex, all others as text.
 */
export async function* database(url: string): AsyncGenerator<Place> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query(`
      select c.oid::regclass::text as name, json_agg(json_build_object('name', quote_ident(a.attname), 'bytes', a.atttypid = 'bytea'::regtype)) as columns
      from pg_class c join pg_namespace n on n.oid = c.relnamespace join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
      where (c.relkind in ('r', 'm') and n.nspname !~ '^pg_(toast|temp)') or c.oid = 'pg_stat_activity'::regclass group by c.oid order by 1`);
    for (const { name, columns } of z.array(Table).parse(rows)) {
      const table = await client.query({ text: `select ${columns.map((column) => (column.bytes ? column.name : `${column.name}::text`)).join(", ")} from ${name}`, rowMode: "array" });
      yield { name, pieces: cells(table.rows) };
    }
  } finally {
    await client.end();
  }
}

function* cells(rows: readonly unknown[]): Generator<Uint8Array> {
  for (const row of z.array(z.array(z.union([z.string(), z.instanceof(Buffer), z.null()]))).parse(rows)) {
    yield Buffer.concat(row.flatMap((cell) => (cell === null ? [] : Buffer.isBuffer(cell) ? [cell, Buffer.from(`\n${cell.toString("hex")}\n`)] : [Buffer.from(`${cell}\n`)])));
  }
}

/** PostgreSQL's own files, brought up to date: they still hold rows that are gone, such as jobs that were done. */
export async function databaseFiles(url: string): Promise<Iterable<Place>> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await client.query("checkpoint");
    const { rows } = await client.query("show data_directory");
    return files(z.tuple([z.object({ data_directory: z.string() })]).parse(rows)[0].data_directory);
  } finally {
    await client.end();
  }
}
