import { defineConfig } from "prisma/config";
import { PrismaPg } from "@prisma/adapter-pg";
import pg from "pg";
import { parseIntoClientConfig } from "pg-connection-string";
/** The WASM engine leaves 10 s and 60 s timers behind that keep the CLI alive after its work is done. */
const realSetTimeout = globalThis.setTimeout;
globalThis.setTimeout = ((fn: () => void, ms?: number, ...args: []) => {
  const t = realSetTimeout(fn, ms, ...args);
  if ((ms ?? 0) >= 10_000) t.unref();
  return t;
}) as typeof setTimeout;
const url = (process.env.DATABASE_URL ??= "postgresql://postgres@127.0.0.1:5432/piccaso");
const config = (database?: string) => {
  const c = parseIntoClientConfig(url);
  return { allowExitOnIdle: true, ...c, ...(database ? { database } : {}), Client: CatalogClient } as pg.PoolConfig;
};
/** adapter-pg 6.19 cannot decode Postgres "name" (19) and "char" (18), which the WASM schema
 *  engine selects from pg_catalog. Present such columns as text (25). */
class CatalogClient extends pg.Client {
  constructor(c?: pg.ClientConfig) {
    super(c);
    (this as unknown as { connection: NodeJS.EventEmitter }).connection.prependListener(
      "rowDescription",
      (msg: { fields: { dataTypeID: number }[] }) => {
        for (const f of msg.fields) if (f.dataTypeID === 18 || f.dataTypeID === 19) f.dataTypeID = 25;
      },
    );
  }
}
/** adapter-pg 6.19 splits scripts on ";" and drops the shadow database while still connected. */
class MigrationPg extends PrismaPg {
  override async connect() {
    const a = await super.connect();
    a.executeScript = async (sql: string) => { await a.underlyingDriver().query(sql); };
    return a;
  }
  override async connectToShadowDb() {
    const name = `prisma_migrate_shadow_db_${crypto.randomUUID()}`;
    const main = await this.connect();
    await main.executeScript(`CREATE DATABASE "${name}"`);
    const shadow = await new MigrationPg(config(name)).connect();
    const end = shadow.dispose.bind(shadow);
    shadow.dispose = async () => {
      await end();
      await main.executeScript(`DROP DATABASE "${name}"`);
      await main.dispose();
    };
    return shadow;
  }
}
export default defineConfig({
  schema: "prisma/schema.prisma",
  migrations: { path: "prisma/migrations" },
  experimental: { adapter: true },
  engine: "js",
  adapter: async () => new MigrationPg(config()),
});
