import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import type { DatabaseHandle, Log } from "#app/core/context.ts";
import { PrismaClient } from "../generated/prisma/client.ts";

/** What the handle stands for. Only this folder can reach it. */
interface Clients {
  readonly app: PrismaClient;
  /** The connections of `app`, for a statement that needs nothing of Prisma. */
  readonly appPool: pg.Pool;
  readonly system: pg.Pool;
  readonly appUrl: string;
}

const opened = new WeakMap<DatabaseHandle, Clients>();

/**
 * Opens the database for this process: a pool of the app role (every query inside withWorkspace) and a
 * small one of the system role. Refuses a role that could bypass row-level security.
 */
export async function openDatabase(urls: { app: string; system: string }, log: Log, connections = 12): Promise<DatabaseHandle & { close(): Promise<void> }> {
  await refuseBypass(urls.app, "DATABASE_URL");
  await refuseBypass(urls.system, "DATABASE_SYSTEM_URL");
  const appPool = new pg.Pool({ connectionString: urls.app, max: connections });
  appPool.on("error", (error) => log.warn({ error }, "a connection of the app role was lost"));
  const app = new PrismaClient({ adapter: new PrismaPg(appPool), transactionOptions: { maxWait: 10_000, timeout: 30_000 } });
  const system = new pg.Pool({ connectionString: urls.system, max: 4 });
  system.on("error", (error) => log.warn({ error }, "a connection of the system role was lost"));
  const handle = { kind: "database" as const, close: async () => { await Promise.all([app.$disconnect().then(() => appPool.end()), system.end()]); } };
  opened.set(handle, { app, appPool, system, appUrl: urls.app });
  return handle;
}

/** The clients behind a handle. */
export function clientsOf(handle: DatabaseHandle): Clients {
  const clients = opened.get(handle);
  if (!clients) throw new Error("this database handle was not opened here");
  return clients;
}

async function refuseBypass(url: string, variable: string): Promise<void> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query<{ name: string; free: boolean }>("select rolname as name, rolsuper or rolbypassrls as free from pg_roles where rolname = current_user");
    if (rows[0]?.free !== false) throw new Error(`${variable}: the role ${rows[0]?.name ?? "?"} can bypass row-level security. Use a plain role, see prisma/roles.sql.`);
  } finally {
    await client.end();
  }
}
