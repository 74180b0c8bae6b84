import fs from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { mulberry32 } from "../../sandbox/faults.ts";
import { plainCatalog } from "../../sandbox/seed/plain-catalog.ts";
import { build } from "../../scripts/build.ts";
import { createClient, type AppClient } from "../../scripts/demo/client.ts";
import { KeysPage } from "../../scripts/demo/pages.ts";
import { publishPaidSkill, runOnAll } from "../../scripts/demo/paid-run.ts";
import { startStack, type Stack } from "../../scripts/start/stack.ts";
import type { Running } from "../../scripts/start/supervisor.ts";

const DATA = path.resolve(`.data/e2e-kill-${process.pid}`);
const SEED = 20261125;
const KILLS = 20;
const PRODUCTS = 100;
/** The first provider's key has a monthly cap of so many calls at their most, which is taken away after most of the kills: until then there is always something left to lose. */
const CAPPED_CALLS = 12;
/** One provider answers with the picture, the other with a ticket. */
const MODELS = ["openai/gpt-image-2.6-flare", "flux/2-pro"] as const;
/** Pauses between two kills of either worker, ms: time enough to have something to lose, too little to be left in peace. */
const PAUSE = { least: 700, most: 2_300 };
const MOST_MS = 210_000;

const Charges = z.object({ entries: z.array(z.object({ provider: z.string(), micros: z.number(), promptHash: z.string() })), total: z.object({ micros: z.number() }), leaks: z.array(z.unknown()) });

let stack: Stack;
let workers: Running[];
let pool: pg.Pool;
let app: AppClient;
const end = new AbortController();

beforeAll(async () => {
  await build();
  await plainCatalog(path.join(DATA, "catalog"), PRODUCTS);
  stack = await startStack({ root: process.cwd(), data: DATA, catalog: path.join(DATA, "catalog"), port: 0 });
  workers = [stack.services.worker, stack.addWorker()];
  pool = new pg.Pool({ connectionString: stack.database.url("piccaso"), max: 2 });
  app = createClient(stack, end.signal);
  await sandbox("settings", { fastPictures: true, providerMs: { min: 400, max: 2_000 }, requestsPerMinute: 100_000, tasksInFlight: 1_000 });
});
afterAll(async () => {
  end.abort();
  await pool?.end();
  await stack?.stop(true);
  fs.rmSync(DATA, { recursive: true, force: true });
});

const sandbox = async (route: string, body?: object): Promise<unknown> => (await fetch(`${stack.url}/_sandbox/${route}`, body ? { method: "POST", body: JSON.stringify(body) } : {})).json();
const ledger = async () => Charges.parse(await sandbox("ledger"));
const look = async <S extends z.ZodType>(row: S, sql: string): Promise<z.output<S>[]> => z.array(row).parse((await pool.query(sql)).rows);
const N = z.object({ n: z.number() });
const count = async (sql: string): Promise<number> => (await look(N, `select count(*)::int as n from ${sql}`))[0]?.n ?? 0;

/** A skill with this model, run on every product. */
async function runAll(model: string): Promise<string> {
  const skill = await publishPaidSkill(app, model);
  if (model === MODELS[0]) await capFirstKey(CAPPED_CALLS * skill.form.each.maximumMicros);
  return runOnAll(app, skill);
}

async function capFirstKey(capMicros: number | null): Promise<void> {
  const { keys } = await app.read("app/keys", "/keys", KeysPage);
  await app.send("/keys", { do: "cap", keyId: keys.find(({ provider }) => MODELS[0].startsWith(provider))?.id, capMicros }, z.unknown());
}

/** What must hold at every moment, whatever was just killed: spent and reserved together never pass a cap. */
const passedCaps = () => count(`"Budget" where "capMicros" is not null and "spentMicros" + "reservedMicros" > "capMicros"`);
const atCap = () => count(`"Item" where "state" = 'waiting' and "reason" = 'cap_reached'`);
const open = () => count(`"Item" where "state" in ('queued', 'running') or ("state" = 'waiting' and "until" is not null)`);

test("two hundred items and twenty killed workers: nothing bought twice, no cap passed, nothing lost, and uncertain only what was sent without a ticket", async () => {
  const random = mulberry32(SEED);
  const runs = [await runAll(MODELS[0]), await runAll(MODELS[1])];
  expect(await count(`"Item"`)).toBe(2 * PRODUCTS);

  let kills = 0;
  let capped = true;
  const until = Date.now() + MOST_MS;
  while (Date.now() < until && ((await open()) > 0 || kills < KILLS || capped)) {
    await wait(PAUSE.least + random() * (PAUSE.most - PAUSE.least));
    expect(await passedCaps()).toBe(0);
    if (capped && (await atCap()) > 0 && (kills >= KILLS * 0.7 || (await open()) === 0)) {
      await capFirstKey(null);
      capped = false;
    }
    const victim = workers[Math.floor(random() * workers.length)]?.pid();
    if (kills < KILLS && victim && (await open()) > 0) {
      process.kill(victim, "SIGKILL");
      kills += 1;
    }
  }
  const states = await look(z.object({ state: z.string(), n: z.number() }), `select "state", count(*)::int as n from "Item" group by 1 order by 1`);
  console.log(`kill drill, seed ${SEED}: ${kills} kills, items ${JSON.stringify(states)}, ${Math.round((Date.now() - until + MOST_MS) / 1000)} s`);
  expect({ kills, capped }).toEqual({ kills: KILLS, capped: false });

  // Lost: none. Every item has ended, as done or as uncertain.
  expect(states.filter(({ state }) => state !== "done" && state !== "uncertain")).toEqual([]);
  expect(await count(`"Output"`)).toBe(await count(`"Item" where "state" = 'done'`));

  // Bought twice: none, by our journal and by what the providers charged.
  expect(await count(`(select "itemId" from "Call" where "state" <> 'released' group by 1 having count(*) > 1) t`)).toBe(0);
  const { entries, total, leaks } = await ledger();
  const bought = entries.map(({ provider, promptHash }) => `${provider} ${promptHash}`);
  expect(bought.length).toBe(new Set(bought).size);
  expect(leaks).toEqual([]);

  // Uncertain: only in the window between sending and the answer, never with a ticket.
  expect(await count(`"Call" where "state" not in ('done', 'released', 'uncertain')`)).toBe(0);
  expect(await count(`"Call" where "state" = 'uncertain' and "ticket" is not null`)).toBe(0);
  expect(await count(`"Item" i where i."state" = 'uncertain' and not exists (select 1 from "Call" c where c."itemId" = i."id" and c."state" = 'uncertain')`)).toBe(0);

  // Money: what is done is spent to the micro-dollar, what nobody knows is reserved, and together they cover every charge.
  const [books] = await look(z.object({ spent: z.number(), reserved: z.number(), done: z.number(), held: z.number() }), `
    select "spentMicros"::float8 as spent, "reservedMicros"::float8 as reserved, (select sum("costMicros")::float8 from "Call" where "state" = 'done') as done,
           (select coalesce(sum("maxMicros"), 0)::float8 from "Call" where "state" = 'uncertain') as held from "Budget" where "scope" = 'workspace'`);
  expect(books?.spent).toBe(books?.done);
  expect(books?.reserved).toBe(books?.held);
  expect(await passedCaps()).toBe(0);
  expect((books?.spent ?? 0) + (books?.reserved ?? 0)).toBeGreaterThanOrEqual(total.micros);

  // In bulk: bought again at the merchant's word, each once, and then every product has its image.
  const uncertain = await count(`"Item" where "state" = 'uncertain'`);
  for (const runId of runs) await app.send(`/runs/${runId}`, { do: "decide", itemIds: null, decision: "buy-again" }, z.unknown());
  await expect.poll(() => count(`"Item" where "state" = 'done'`), { timeout: 60_000 }).toBe(2 * PRODUCTS);
  expect((await ledger()).entries.length - entries.length).toBe(uncertain);
}, 400_000);
