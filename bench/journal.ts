import { randomUUID } from "node:crypto";
import pg from "pg";
import { z } from "zod";
import { monthOf } from "../app/core/money.ts";
import { settle, take } from "../app/features/calls/store.server.ts";
import { openDatabase } from "../app/platform/db/open.server.ts";
import { withWorkspace } from "../app/platform/db/with-workspace.server.ts";
import { median, spread } from "./numbers.ts";
import { against, type Line, type Report } from "./report.ts";
import type { Shop } from "./shop.ts";
import type { Story } from "./story.ts";

const TAKERS = 100;
const CONNECTIONS = 12;
const ROUND_MS = 3_000;
const ROUNDS = 3;
const MANY_KEYS = 20;
/** A limit that is never reached: what is measured is the journal, not the wait for a slot. */
const LIMIT = 100_000;
const MOST = 40_000;

/**
 * Calls that are taken and settled a second by 100 takers over twelve connections: slot, reserves in three
 * budgets and the journal's row under row-level security, then the end with its money. The floor, in turns
 * with it and in the same database: one bare function that locks the key's row, counts, and inserts, and one
 * UPDATE that ends the row; no budgets, no row-level security, no ORM.
 */
export async function measureJournal(shop: Shop, { runId, itemId }: Story): Promise<Report> {
  const [run] = await shop.look(z.object({ workspaceId: z.string() }), `select "workspaceId"::text from "Run" where "id" = $1`, [runId]);
  const workspaceId = run?.workspaceId ?? "";
  const urls = await shop.databaseUrls();
  const db = await openDatabase(urls, { info: () => undefined, warn: () => undefined, error: () => undefined }, CONNECTIONS);
  const bare = new pg.Pool({ connectionString: shop.stack.database.url("piccaso"), max: CONNECTIONS });
  const keys = await makeKeys(shop, workspaceId);
  await bare.query(BARE);
  const ours = (keyId: string) => buyOnce({ db, workspaceId }, { runId, itemId, keyId });
  const floor = (keyId: string) => bareOnce(bare, keyId);
  const lines: Line[] = [];
  const notes: string[] = [];
  try {
    for (const many of [1, MANY_KEYS]) {
      const [product, plain]: [number[], number[]] = [[], []];
      for (let round = 0; round <= ROUNDS; round += 1) {
        const [one, other] = [await rate(ours, keys.slice(0, many)), await rate(floor, keys.slice(0, many))];
        if (round > 0) { product.push(one); plain.push(other); }
      }
      lines.push(against({ what: `${many === 1 ? "1 key" : `${many} keys`}, taken and settled`, value: median(product), unit: "calls/s" }, { what: "calls/s, bare SQL", value: median(plain) }));
      notes.push(`Between the rounds, ${many === 1 ? "1 key" : `${many} keys`}: product ${Math.round(spread(product) * 100)} %, bare ${Math.round(spread(plain) * 100)} %.`);
    }
  } finally {
    await bare.query(`drop function bare_take; drop table "BareCall"; drop table "BareKey"`);
    await bare.query(`delete from "ProviderKey" where "label" = 'bench'`);
    await bare.query(`delete from "Budget" where "workspaceId" = $1`, [workspaceId]);
    await Promise.all([db.close(), bare.end()]);
  }
  return { name: `Call journal, ${TAKERS} takers, ${CONNECTIONS} connections, median of ${ROUNDS} rounds`, lines, notes };
}

async function makeKeys(shop: Shop, workspaceId: string): Promise<string[]> {
  const rows = await shop.look(z.object({ id: z.string() }), `
    insert into "ProviderKey" ("workspaceId", "provider", "label", "lastFour", "state") select $1::uuid, 'openai', 'bench', '0000', 'works' from generate_series(1, $2::int) returning "id"::text`, [workspaceId, MANY_KEYS]);
  return rows.map(({ id }) => id);
}

/** What 100 takers do a second, each on the key of its place. */
async function rate(once: (keyId: string) => Promise<void>, keys: readonly string[]): Promise<number> {
  const until = performance.now() + ROUND_MS;
  const began = performance.now();
  let calls = 0;
  await Promise.all(Array.from({ length: TAKERS }, async (_unused, taker) => {
    while (performance.now() < until) {
      await once(keys[taker % keys.length] ?? "");
      calls += 1;
    }
  }));
  return calls / ((performance.now() - began) / 1000);
}

async function buyOnce(at: Parameters<typeof withWorkspace>[0], { runId, itemId, keyId }: { runId: string; itemId: string; keyId: string }): Promise<void> {
  const now = new Date();
  const call = { id: randomUUID(), epoch: 1, keyId };
  const refusal = await take(at, {
    ...call, runId, itemId, node: call.id, index: 0, fingerprint: "bench", provider: "openai", model: "openai/bench", group: "bench", inFlight: LIMIT, most: MOST, month: monthOf(now),
  }, now);
  if (refusal) throw new Error(`a call was refused: ${refusal}`);
  await withWorkspace(at, (tx) => settle(tx, call, { state: "done", costMicros: MOST, outcome: "done", say: null, warnings: [], usage: null, result: null }, new Date()));
}

async function bareOnce(pool: pg.Pool, keyId: string): Promise<void> {
  const { rows } = await pool.query<{ id: string }>("select bare_take($1) as id", [keyId]);
  await pool.query(`update "BareCall" set "state" = 'done', "endedAt" = now() where "id" = $1 and "state" = 'sent'`, [rows[0]?.id]);
}

const BARE = `
  create table "BareKey" as select "id", 0::bigint as reserved from "ProviderKey" where "label" = 'bench';
  alter table "BareKey" add primary key ("id");
  create table "BareCall" ("id" bigint generated always as identity primary key, "keyId" uuid not null, "state" text not null, "maxMicros" bigint not null, "createdAt" timestamptz not null default clock_timestamp(), "endedAt" timestamptz);
  create index on "BareCall" ("keyId") where "state" = 'sent';
  create function bare_take(key uuid) returns bigint language plpgsql volatile as $$
  declare made bigint;
  begin
    perform from "BareKey" where "id" = key for update;
    if (select count(*) from "BareCall" where "keyId" = key and "state" = 'sent') >= ${LIMIT} then return null; end if;
    update "BareKey" set reserved = reserved + 1 where "id" = key;
    insert into "BareCall" ("keyId", "state", "maxMicros") values (key, 'sent', ${MOST}) returning "id" into made;
    return made;
  end $$`;
