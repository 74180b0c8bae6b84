import fs from "node:fs";
import path from "node:path";
import pg from "pg";
import type { TestProject } from "vitest/node";
import { migrate } from "../../app/platform/db/migrate.server.ts";
import { installQueue } from "../../app/platform/queue/install.server.ts";
import { startPostgres } from "../../scripts/embedded-postgres.ts";
import { createDatabase, prepareRoles, secretsIn } from "../../scripts/start/database.ts";

declare module "vitest" {
  export interface ProvidedContext {
    /** Superuser address of the server, without a database. */
    postgres: string;
    passwords: Record<"owner" | "app" | "queue" | "system", string>;
  }
}

/** The migrated database that each test file is cloned from. */
export const TEMPLATE = "piccaso_template";

/** Starts the embedded server once and migrates the template. A missing server fails the suite. */
export default async function setUp(project: TestProject): Promise<() => Promise<void>> {
  const home = path.resolve(".data/test");
  fs.mkdirSync(home, { recursive: true });
  const secret = secretsIn(path.join(home, "secrets.json"));
  const server = await startPostgres(process.cwd(), home);
  const client = new pg.Client({ connectionString: server.url("postgres") });
  await client.connect();
  const { rows } = await client.query<{ datname: string }>("select datname from pg_database where datname like 'test_%' or datname = $1", [TEMPLATE]);
  for (const { datname } of rows) await client.query(`drop database "${datname}" with (force)`);
  await client.end();
  const urls = await prepareRoles(server, secret, TEMPLATE);
  await createDatabase(server, TEMPLATE, "piccaso_owner");
  await migrate(urls.owner, "prisma/migrations");
  await installQueue(urls.owner);
  project.provide("postgres", server.url("postgres"));
  project.provide("passwords", { owner: secret("db-owner"), app: secret("db-app"), queue: secret("db-queue"), system: secret("db-system") });
  return () => server.stop();
}
