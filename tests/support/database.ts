import { randomBytes } from "node:crypto";
import pg from "pg";
import { inject } from "vitest";
import { TEMPLATE } from "./database-setup.ts";

/** A database of this test file's own, cloned from the migrated template. */
export interface TestDatabase {
  readonly name: string;
  url(role: "owner" | "app" | "queue" | "system" | "postgres"): string;
  /** Runs plain SQL as the superuser: to look, never to set up what the product should. */
  look<Row extends pg.QueryResultRow>(sql: string, values?: unknown[]): Promise<Row[]>;
  drop(): Promise<void>;
}

export async function createTestDatabase(empty = false): Promise<TestDatabase> {
  const base = inject("postgres");
  const passwords = inject("passwords");
  const name = `test_${randomBytes(6).toString("hex")}`;
  const admin = new pg.Client({ connectionString: base });
  await admin.connect();
  await admin.query(`create database "${name}" owner piccaso_owner${empty ? "" : ` template "${TEMPLATE}"`}`);
  await admin.end();
  const url: TestDatabase["url"] = (role) => {
    const made = new URL(base);
    made.pathname = `/${name}`;
    if (role !== "postgres") { made.username = `piccaso_${role}`; made.password = passwords[role]; }
    return made.href;
  };
  const looker = new pg.Pool({ connectionString: url("postgres"), max: 2 });
  looker.on("error", () => undefined);
  return {
    name, url,
    look: async <Row extends pg.QueryResultRow>(sql: string, values: unknown[] = []) => (await looker.query<Row>(sql, values)).rows,
    drop: async () => {
      await looker.end();
      const client = new pg.Client({ connectionString: base });
      await client.connect();
      await client.query(`drop database "${name}" with (force)`);
      await client.end();
    },
  };
}
