import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { WorkspaceContext } from "../../app/core/context.ts";
import { monthOf } from "../../app/core/money.ts";
import { buy } from "../../app/features/calls/buy.server.ts";
import type { Order } from "../../app/features/calls/order.ts";
import { removeKey } from "../../app/features/keys/remove-key.server.ts";
import { setCap } from "../../app/features/keys/set-caps.server.ts";
import { switchSpending } from "../../app/features/keys/switch-spending.server.ts";
import { verifyKey } from "../../app/features/keys/verify-key.server.ts";
import { switchInstallation } from "../../app/platform/db/spending-switch.server.ts";
import { codeOf, createBuying, done, insist, KEY, model, PRICE, type Buying } from "../support/buying.ts";
import type { World } from "../support/world.ts";

let buying: Buying;
let world: World;
let at: WorkspaceContext;
let keyId: string;
let items: Buying["items"];

beforeAll(async () => {
  buying = await createBuying();
  ({ world, at, keyId, items } = buying);
});
afterAll(() => world.close());
beforeEach(() => buying.reset());

const order = (node?: string): Order => buying.order(node);
const budgets = () => buying.budgets();
const signal = () => AbortSignal.timeout(20_000);

test("a call that is done is spent in every budget that it counts in, and the same step never buys it again", async () => {
  const one = order();
  const bought = await buy(at, one, signal());
  expect(bought.text).toBe("made");
  expect(await budgets()).toEqual([["key", PRICE, 0], ["run", PRICE, 0], ["workspace", PRICE, 0]]);
  expect(await buy(at, one, signal())).toMatchObject({ callId: bought.callId });
  expect(buying.ledger).toHaveLength(1);
  expect(buying.seen).toEqual([KEY]);
});

test("two hundred calls at once at a cap buy nothing beyond it, and never more at a time than the key's limit", async () => {
  await setCap(at, { keyId, capMicros: 25 * PRICE + 10 });
  let now = 0;
  let most = 0;
  buying.answer = async () => {
    most = Math.max(most, now += 1);
    await new Promise((resolve) => { setTimeout(resolve, 5); });
    now -= 1;
    return done();
  };
  const codes = (await Promise.all(Array.from({ length: 200 }, () => order()).map((one) => insist(() => buy(at, one, signal()))))).filter((code) => code !== null);
  expect(buying.ledger).toHaveLength(25);
  expect(most).toBeLessThanOrEqual(model.limit.inFlight);
  expect(codes).toHaveLength(175);
  expect(new Set(codes)).toEqual(new Set(["cap_reached"]));
  expect(await budgets()).toEqual([["key", 25 * PRICE, 0], ["run", 25 * PRICE, 0], ["workspace", 25 * PRICE, 0]]);
}, 60_000);

test("a call without an answer keeps its reserve, is shown as uncertain, and is not bought again by itself", async () => {
  const one = order();
  buying.answer = () => Promise.resolve({ state: "unknown", why: "The line was cut." });
  await expect(buy(at, one, signal())).rejects.toMatchObject({ code: "uncertain" });
  expect(await budgets()).toEqual([["key", 0, PRICE], ["run", 0, PRICE], ["workspace", 0, PRICE]]);
  buying.answer = () => Promise.resolve(done());
  await expect(buy(at, one, signal())).rejects.toMatchObject({ code: "uncertain" });
  expect(buying.ledger).toHaveLength(1);
});

test("after a worker's end a sent call is uncertain, and a ticket is asked for", async () => {
  const [sent, ticketed] = [order("b"), order("c")];
  const state = (node: string, to: string) => world.database.look(`update "Call" set "state" = $2, "endedAt" = null, "ticket" = '{"id":"t1"}' where "node" = $1`, [node, to]);
  // A call is stopped where its worker would have died, by hand: the reserve is as it was then.
  buying.answer = () => Promise.resolve({ state: "unknown", why: "" });
  for (const one of [sent, ticketed]) await buy(at, one, signal()).catch(() => undefined);
  await state("b", "sent");
  await state("c", "ticketed");
  buying.answer = () => Promise.resolve(done());
  buying.ledger = [];
  await expect(buy(at, sent, signal())).rejects.toMatchObject({ code: "uncertain" });
  expect(await buy(at, ticketed, signal())).toMatchObject({ text: "made" });
  expect(buying.ledger).toEqual([]);
  expect(await budgets()).toEqual([["key", PRICE, PRICE], ["run", PRICE, PRICE], ["workspace", PRICE, PRICE]]);
});

test("a ticket whose provider asks for a pause is asked for again when that is over, and no other call of the key is sent meanwhile", async () => {
  const asked: number[] = [];
  let untilMs = 0;
  buying.answer = () => Promise.resolve({ state: "pending", ticket: { id: "t1" }, pollAfterMs: 1, costMicros: null });
  buying.polled = () => {
    if (asked.push(Date.now()) > 1) return Promise.resolve(done());
    untilMs = Date.now() + 2_600;
    return Promise.resolve({ state: "rate-limited", untilMs });
  };
  const bought = buy(at, order(), signal());
  await vi.waitUntil(async () => (await world.database.look(`select 1 from "ProviderKey" where "pausedUntil" > now()`)).length === 1);
  await expect(buy(at, order(), signal())).rejects.toMatchObject({ code: "provider_busy" });
  expect(await bought).toMatchObject({ text: "made" });
  // A timer may be a millisecond early.
  expect((asked[1] ?? 0) - untilMs).toBeGreaterThan(-5);
  expect(buying.ledger).toHaveLength(1);
  await world.database.look(`update "ProviderKey" set "pausedUntil" = null`);
});

test("a key that the vault cannot read any more is said to be entered again, and does not stay in its check", async () => {
  const look = async () => (await world.database.look<{ state: string; say: string | null; record: unknown; version: number }>(`select "state", "say", "record", "version" from "ProviderKey" where "id" = $1`, [keyId]))[0];
  const before = await look();
  await world.database.look(`update "ProviderKey" set "version" = "version" + 1, "state" = 'checking' where "id" = $1`, [keyId]);
  await verifyKey(at, { workspaceId: at.workspaceId, keyId, version: (before?.version ?? 0) + 1 }, signal());
  expect(await look()).toMatchObject({ state: "bad-key", say: expect.stringContaining("Enter it again") });
  await world.database.look(`update "ProviderKey" set "version" = $2, "state" = 'works', "say" = null where "id" = $1`, [keyId, before?.version]);
});

test("a quota of the day pauses the key until there is a new one, and an account without credit stops it", async () => {
  const untilMs = world.now().getTime() + 3_600_000;
  buying.answer = () => Promise.resolve({ state: "no-quota", untilMs });
  await expect(buy(at, order(), signal())).rejects.toMatchObject({ code: "provider_busy", until: new Date(untilMs) });
  await expect(buy(at, order(), signal())).rejects.toMatchObject({ code: "provider_busy", message: "paused" });
  await world.database.look(`update "ProviderKey" set "pausedUntil" = null`);
  buying.answer = () => Promise.resolve({ state: "no-quota", untilMs: null });
  await expect(buy(at, order(), signal())).rejects.toMatchObject({ code: "no_key" });
  expect(buying.ledger).toHaveLength(2);
  expect(await budgets()).toEqual([["key", 0, 0], ["run", 0, 0], ["workspace", 0, 0]]);
  await world.database.look(`update "ProviderKey" set "state" = 'works' where "id" = $1`, [keyId]);
});

test("a holder that was replaced while the provider worked changes no money", async () => {
  const one = order();
  buying.answer = async (callId) => {
    await world.database.look(`update "Call" set "epoch" = "epoch" + 1 where "id" = $1`, [callId]);
    return done();
  };
  await expect(buy(at, one, signal())).rejects.toMatchObject({ code: "conflict" });
  expect(await budgets()).toEqual([["key", 0, PRICE], ["run", 0, PRICE], ["workspace", 0, PRICE]]);
});

test.each([
  ["moderated before it was charged", { state: "moderated", rule: "violence", charged: false } as const, "moderated", 0],
  ["an answer that cannot be used", { state: "corrupt", why: "no image", usage: null, costMicros: 30_000 } as const, "answer_corrupt", 30_000],
  ["a request that was refused", { state: "invalid-request", why: "size" } as const, "provider_refused", 0],
  ["a provider that is overloaded", { state: "overloaded", why: "503" } as const, "provider_busy", 0],
  ["a rate limit", { state: "rate-limited", untilMs: 1 } as const, "provider_busy", 0],
])("%s ends with its own reason and exactly its cost", async (_what, outcome, code, cost) => {
  buying.answer = () => Promise.resolve(outcome);
  await expect(buy(at, order(), signal())).rejects.toMatchObject({ code });
  expect(await budgets()).toEqual([["key", cost, 0], ["run", cost, 0], ["workspace", cost, 0]]);
});

test.each([
  ["the owner's", () => switchSpending(at, { allowed: false }), () => switchSpending(at, { allowed: true })],
  ["the operator's", () => switchInstallation(world.database.url("system"), false), () => switchInstallation(world.database.url("system"), true)],
] as const)("%s switch stops a running run within five seconds, also what was prepared before it, and what waited goes on after", async (_whose, stop, allow) => {
  const one = order("prepared");
  let prepared: () => void = () => {};
  const preparing = new Promise<void>((resolve) => { prepared = resolve; });
  let mayGo: () => void = () => {};
  const gate = new Promise<void>((resolve) => { mayGo = resolve; });
  // Its pictures are still being made.
  const slow = buy(at, { ...one, request: async () => { prepared(); await gate; return one.request(); } }, signal()).then(() => null, (error: unknown) => error);
  await preparing;
  let going = true;
  const refusals: unknown[] = [];
  const run = Promise.all(Array.from({ length: 4 }, async () => {
    while (going) await buy(at, order(), signal()).catch((error: unknown) => { refusals.push(codeOf(error)); });
  }));
  await expect.poll(() => buying.ledger.length).toBeGreaterThan(3);
  await stop();
  const stoppedAt = Date.now();
  mayGo();
  await expect.poll(() => refusals.length).toBeGreaterThan(8);
  going = false;
  await run;
  expect(codeOf(await slow)).toBe("spending_stopped");
  const sent = await world.database.look<{ late: boolean }>(`select "createdAt" > to_timestamp($1::float8 / 1000) as late from "Call"`, [stoppedAt]);
  expect(sent.filter(({ late }) => late)).toEqual([]);
  expect(sent).toHaveLength(buying.ledger.length);
  expect(new Set(refusals)).toEqual(new Set(["spending_stopped"]));
  expect((await budgets()).map(([, , reserved]) => reserved)).toEqual([0, 0, 0]);
  const [item] = items;
  await world.database.look(`update "Item" set "state" = 'waiting', "reason" = 'spending_stopped' where "id" = $1`, [item?.id]);
  await allow();
  expect(await world.database.look(`select "state", "reason" from "Item" where "id" = $1`, [item?.id])).toEqual([{ state: "queued", reason: null }]);
  await buy(at, order(), signal());
});

test("a key that the provider refuses is not used again until it was verified, and a removed one leaves nothing that opens", async () => {
  buying.answer = () => Promise.resolve({ state: "bad-key" });
  await expect(buy(at, order(), signal())).rejects.toMatchObject({ code: "no_key" });
  await expect(buy(at, order(), signal())).rejects.toMatchObject({ code: "no_key" });
  expect(buying.ledger).toHaveLength(1);
  buying.answer = () => Promise.resolve(done());
  await verifyKey(at, { workspaceId: at.workspaceId, keyId, version: 1 }, signal());
  await buy(at, order(), signal());
  await removeKey(at, { keyId });
  await expect(buy(at, order(), signal())).rejects.toMatchObject({ code: "no_key" });
  expect(await world.database.look(`select "record", "state" from "ProviderKey"`)).toEqual([{ record: null, state: "removed" }]);
  const [month] = await world.database.look<{ month: string; calls: number }>(`select "month", count(*)::int as calls from "Call" where "state" = 'done' group by 1`);
  expect(month).toEqual({ month: monthOf(world.now()), calls: 1 });
});
