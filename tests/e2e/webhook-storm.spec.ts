import { createHmac, randomUUID } from "node:crypto";
import fs from "node:fs";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { plainCatalog } from "../../sandbox/seed/plain-catalog.ts";
import { build } from "../../scripts/build.ts";
import { createClient, type AppClient } from "../../scripts/demo/client.ts";
import { SetupPage, SkillsAnswer } from "../../scripts/demo/pages.ts";
import { runOnAll } from "../../scripts/demo/paid-run.ts";
import { secretsIn } from "../../scripts/start/database.ts";
import { startStack, type Stack } from "../../scripts/start/stack.ts";

const DATA = path.resolve(`.data/e2e-storm-${process.pid}`);
const SHOP = "piccaso-sandbox.myshopify.com";
const PRODUCTS = 60;
const STORM = 2_000;
/** So many a second make 2,000 in ten. */
const A_SECOND = 200;
const SECOND_STORM = 800;

let stack: Stack;
let pool: pg.Pool;
let app: AppClient;
let secret: string;
const end = new AbortController();

beforeAll(async () => {
  await build();
  await plainCatalog(path.join(DATA, "catalog"), PRODUCTS);
  stack = await startStack({ root: process.cwd(), data: DATA, catalog: path.join(DATA, "catalog"), port: 0 });
  pool = new pg.Pool({ connectionString: stack.database.url("piccaso"), max: 2 });
  app = createClient(stack, end.signal);
  secret = secretsIn(path.join(DATA, "secrets.json"))("api-secret");
});
afterAll(async () => {
  end.abort();
  await pool?.end();
  await stack?.stop(true);
  fs.rmSync(DATA, { recursive: true, force: true });
});

const count = async (sql: string): Promise<number> => z.object({ n: z.number() }).parse((await pool.query(`select count(*)::int as n from ${sql}`)).rows[0]).n;

/** A delivery of Shopify's: most change scopes, every tenth asks about a customer or has one erased, each of its own. */
function delivery(place: number): { readonly id: string; readonly topic: string; readonly body: string } {
  const customer = { id: 7_000_000_000_000 + place, email: `person-${place}@example.com`, phone: null };
  const topic = place % 20 === 0 ? "customers/data_request" : place % 20 === 10 ? "customers/redact" : "app/scopes_update";
  const body = topic === "app/scopes_update"
    ? { id: 1, previous: [], current: ["read_products", "write_products", "write_files"], updated_at: `${place}` }
    : { shop_id: 1, shop_domain: SHOP, customer, ...(topic === "customers/data_request" ? { orders_requested: [], data_request: { id: place } } : { orders_to_redact: [] }) };
  return { id: randomUUID(), topic, body: JSON.stringify(body) };
}

/** The status of the answer; 0 where there was none. */
async function post({ id, topic, body }: ReturnType<typeof delivery>): Promise<number> {
  const hmac = createHmac("sha256", secret).update(body).digest("base64");
  const headers = { "content-type": "application/json", "x-shopify-topic": topic, "x-shopify-shop-domain": SHOP, "x-shopify-webhook-id": id, "x-shopify-triggered-at": new Date().toISOString(), "x-shopify-hmac-sha256": hmac };
  return fetch(`${stack.appUrl}/webhooks/shopify`, { method: "POST", body, headers }).then((response) => response.status, () => 0);
}

/** Posts at an even pace, whatever the answers do, as Shopify does. */
async function storm(deliveries: readonly ReturnType<typeof delivery>[]): Promise<{ statuses: number[]; seconds: number; slowest: number }> {
  const started = Date.now();
  let slowest = 0;
  const answers = deliveries.map(async (one, place) => {
    await wait((place / A_SECOND) * 1_000);
    const sentAt = Date.now();
    const status = await post(one);
    slowest = Math.max(slowest, Date.now() - sentAt);
    return status;
  });
  const statuses = await Promise.all(answers);
  return { statuses, seconds: (Date.now() - started) / 1_000, slowest };
}

async function startRun(): Promise<void> {
  const { skillId } = await app.send("/skills", { do: "use", templateId: "white-square" }, SkillsAnswer);
  const { form } = await app.read("app/run-setup", `/skills/${skillId}/run`, SetupPage);
  await runOnAll(app, { skillId, form });
}

/** What of the storm was stored; the shop's own webhooks, of its catalog, lie there too. */
const storedOfStorm = () => count(`"Inbox" where "topic" = any(array['app/scopes_update', 'customers/data_request', 'customers/redact'])`);
const allHandled = () => expect.poll(() => count(`"Inbox" where "processedAt" is null`), { timeout: 150_000, interval: 500 }).toBe(0);

test("two thousand webhooks in ten seconds while a run works are all taken, each stored once and handled, and the run ends whole", async () => {
  await startRun();
  const sent = Array.from({ length: STORM }, (_unused, place) => delivery(place));
  const { statuses, seconds, slowest } = await storm(sent);
  console.log(`webhook storm: ${STORM} in ${seconds.toFixed(1)} s, the slowest answer after ${slowest} ms`);
  expect(statuses.filter((status) => status !== 200)).toEqual([]);
  expect(await storedOfStorm()).toBe(STORM);
  await allHandled();
  expect(await count(`"PrivacyRequest" where "state" = 'none-held'`)).toBe(STORM / 10);
  expect(await count(`"Erasure" where "finding" = 'none-held'`)).toBe(STORM / 10);
  expect(await count(`"Inbox" where "body" is not null`)).toBe(0);
  await expect.poll(() => count(`"Item" where "state" = 'done'`), { timeout: 120_000, interval: 500 }).toBe(PRODUCTS);
});

test("web and worker killed in the middle lose none that got its 200, and what got none is taken when it comes again", async () => {
  await startRun();
  const sent = Array.from({ length: SECOND_STORM }, (_unused, place) => delivery(10_000 + place));
  const kill = async (after: number, service: "web" | "worker") => {
    await wait(after);
    const pid = stack.services[service].pid();
    if (pid) process.kill(pid, "SIGKILL");
  };
  const [{ statuses }] = await Promise.all([storm(sent), kill(1_000, "worker"), kill(2_000, "web")]);
  const taken = sent.filter((_one, place) => statuses[place] === 200);
  const lost = sent.filter((_one, place) => statuses[place] !== 200);
  console.log(`webhook kill: ${taken.length} taken, ${lost.length} to be sent again`);
  expect(lost.length).toBeGreaterThan(0);
  const stored = async () => new Set(z.array(z.object({ id: z.string() })).parse((await pool.query(`select "webhookId" as id from "Inbox"`)).rows).map(({ id }) => id));
  const kept = await stored();
  expect(taken.filter(({ id }) => !kept.has(id))).toEqual([]);

  await expect.poll(() => fetch(`${stack.appUrl}/health/live`).then((response) => response.status, () => 0), { timeout: 60_000, interval: 200 }).toBe(200);
  for (const one of lost) expect(await post(one)).toBe(200);
  await allHandled();
  expect(await storedOfStorm()).toBe(STORM + SECOND_STORM);
  expect(await count(`"PrivacyRequest"`)).toBe((STORM + SECOND_STORM) / 10);
  await expect.poll(() => count(`"Item" where "state" = 'done'`), { timeout: 120_000, interval: 500 }).toBe(2 * PRODUCTS);
});
