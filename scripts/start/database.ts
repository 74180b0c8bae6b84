import { randomBytes } from "node:crypto";
import fs from "node:fs";
import pg from "pg";
import { migrate } from "../../app/platform/db/migrate.server.ts";
import { installQueue } from "../../app/platform/queue/install.server.ts";
import { startPostgres, type EmbeddedPostgres } from "../embedded-postgres.ts";

/** The addresses that the processes get, each with its own role. */
export interface DatabaseUrls {
  readonly owner: string;
  readonly app: string;
  readonly queue: string;
  readonly system: string;
}

/** Starts or finds the embedded server and brings both databases up to date. */
export async function prepareDatabase(root: string, dataHome: string, secret: (name: string) => string): Promise<{ server: EmbeddedPostgres; urls: DatabaseUrls; sandboxUrl: string }> {
  const server = await startPostgres(root, dataHome);
  const urls = await prepareRoles(server, secret);
  await createDatabase(server, "piccaso", "piccaso_owner");
  await createDatabase(server, "piccaso_sandbox", "postgres");
  await migrate(urls.owner, "prisma/migrations");
  await installQueue(urls.owner);
  return { server, urls, sandboxUrl: server.url("piccaso_sandbox") };
}

/** Makes the four roles with passwords of this installation. */
export async function prepareRoles(server: Pick<EmbeddedPostgres, "url">, secret: (name: string) => string, database = "piccaso"): Promise<DatabaseUrls> {
  const passwords = { owner: secret("db-owner"), app: secret("db-app"), queue: secret("db-queue"), system: secret("db-system") };
  await asSuperuser(server.url("postgres"), async (client) => {
    await client.query(fs.readFileSync("prisma/roles.sql", "utf8"));
    for (const [role, password] of Object.entries(passwords)) await client.query(`ALTER ROLE piccaso_${role} PASSWORD '${password.replaceAll("'", "")}'`);
  });
  const url = (role: keyof typeof passwords) => {
    const made = new URL(server.url(database));
    made.username = `piccaso_${role}`;
    made.password = passwords[role];
    return made.href;
  };
  return { owner: url("owner"), app: url("app"), queue: url("queue"), system: url("system") };
}

export async function createDatabase(server: Pick<EmbeddedPostgres, "url">, name: string, owner: string, template?: string): Promise<void> {
  await asSuperuser(server.url("postgres"), async (client) => {
    const { rows } = await client.query("select 1 from pg_database where datname = $1", [name]);
    if (rows.length === 0) await client.query(`create database "${name}" owner ${owner}${template ? ` template "${template}"` : ""}`);
  });
}

async function asSuperuser(url: string, use: (client: pg.Client) => Promise<void>): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    await use(client);
  } finally {
    await client.end();
  }
}

/** Secrets of this installation, made once and kept beside its data, readable by its owner only. */
export function secretsIn(file: string): (name: string) => string {
  const known: Record<string, string> = fs.existsSync(file) ? JSON.parse(fs.readFileSync(file, "utf8")) : {};
  return (name) => {
    const made = known[name] ?? randomBytes(32).toString("base64");
    if (!known[name]) {
      known[name] = made;
      fs.writeFileSync(file, JSON.stringify(known, null, 2), { mode: 0o600 });
    }
    return made;
  };
}
