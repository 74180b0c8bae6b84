import { afterAll, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { WorkspaceContext } from "../../app/core/context.ts";
import type { Model } from "../../app/core/model.ts";
import { monthOf } from "../../app/core/money.ts";
import type { Outcome, Provider, Ticket } from "../../app/core/provider.ts";
import { Secret } from "../../app/core/secret.ts";
import { buy } from "../../app/features/calls/buy.server.ts";
import type { Order } from "../../app/features/calls/order.ts";
import { addKey } from "../../app/features/keys/add-key.server.ts";
import { removeKey } from "../../app/features/keys/remove-key.server.ts";
import { setCap } from "../../app/features/keys/set-caps.server.ts";
import { switchSpending } from "../../app/features/keys/switch-spending.server.ts";
import { verifyKey } from "../../app/features/keys/verify-key.server.ts";
import { getRunForm } from "../../app/features/runs/get-run-form.server.ts";
import { startRun } from "../../app/features/runs/start-run.server.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { createWorld, type World } from "../support/world.ts";

/** A made-up provider: each call does what the test says, and everything that it would have charged is counted. */
const PRICE = 40_000;
const model: Model = {
  id: "made/one", provider: "made", wire: "one", title: "Made one", capability: "image", sizes: [], qualities: [], references: 0, seed: false, mask: false,
  price: { kind: "megapixels", first: PRICE, further: 0, reference: 0 }, asOf: "2026-11-25", source: "https://made.example/prices", limit: { group: "made", inFlight: 10 }, typicalMs: 10, status: "active", sunset: null, successor: null,
};
const KEY = "made-key-0123456789";
let world: World;
let at: WorkspaceContext;
let items: { id: string }[];
let runId: string;
let keyId: string;
let ledger: string[];
let seen: string[];
let answer: (callId: string) => Promise<Outcome>;
let polled: (ticket: Ticket) => Promise<Outcome>;
let nextItem = 0;

const done = (): Outcome => ({ state: "done", made: { images: [], text: "made", warnings: [], usage: null, costMicros: PRICE } });
const provider: Provider = {
  id: "made", title: "Made", baseUrl: "https://made.example", resultHosts: [], keyPattern: /^made-key-/, keyHelp: { url: "https://made.example/keys", say: "" }, usageUrl: "https://made.example/usage",
  verify: () => Promise.resolve({ state: "works", note: null }),
  submit: (_request, call) => { ledger.push(call.callId); seen.push(call.key.reveal()); return answer(call.callId); },
  poll: (ticket) => polled(ticket),
};

beforeAll(async () => {
  world = await createWorld();
  const shelf = { get: (id: string) => (id === "made" ? provider : undefined), all: () => [provider] };
  const lines = { open: (_provider: Provider, key: string, signal: AbortSignal) => ({ key: { reveal: () => key }, baseUrl: "https://made.example", fetch, signal, now: Date.now }) };
  at = { ...world.at, providers: shelf, lines };
  ({ keyId } = await addKey({ ...at, vault: world.webVault }, { provider: "made", label: "Studio", key: new Secret(KEY) }));
  await verifyKey(at, { workspaceId: at.workspaceId, keyId, version: 1 }, AbortSignal.timeout(5000));
  const { skillId } = await createSkill(at, { templateId: "white-square" });
  const { versionId } = await getRunForm(at, { skillId });
  ({ runId } = await startRun(at, { versionId, selection: { kind: "search", query: "" }, answers: {}, requestKey: "calls-test" }));
  items = await world.database.look<{ id: string }>(`select "id" from "Item" where "runId" = $1`, [runId]);
});
afterAll(() => world.close());
beforeEach(async () => {
  ledger = [];
  seen = [];
  answer = () => Promise.resolve(done());
  polled = () => Promise.resolve(done());
  await world.database.look(`delete from "Call"`);
  await world.database.look(`delete from "Budget"`);
});

/** A step of its own each time, unless the node is named. */
function order(node = `step-${nextItem += 1}`): Order {
  return {
    runId, itemId: items[nextItem % items.length]?.id ?? "", node, index: 0, model, fingerprint: "f", warnings: [], shape: { size: null, quality: null, references: 0, promptLength: 10, answerTokens: 0 },
    request: () => Promise.resolve({ kind: "text", instructions: "", prompt: "p", images: [], schema: null, maxTokens: 10 }),
    keep: () => Promise.resolve({ images: [], use: () => Promise.resolve(), confirm: () => Promise.resolve() }), isKept: () => Promise.resolve(true),
  };
}
const signal = () => AbortSignal.timeout(20_000);
const budgets = async () => (await world.database.look<{ scope: string; spent: string; reserved: string }>(`select "scope", "spentMicros" as spent, "reservedMicros" as reserved from "Budget" order by 1`)).map(({ scope, spent, reserved }) => [scope, Number(spent), Number(reserved)]);
const codeOf = (thrown: unknown) => (thrown instanceof Error && "code" in thrown ? thrown.code : thrown);

test("a call that is done is spent in every budget that it counts in, and the same step never buys it again", async () => {
  const one = order();
  const bought = await buy(at, one, signal());
  expect(bought.text).toBe("made");
  expect(await budgets()).toEqual([["key", PRICE, 0], ["run", PRICE, 0], ["workspace", PRICE, 0]]);
  expect(await buy(at, one, signal())).toMatchObject({ callId: bought.callId });
  expect(ledger).toHaveLength(1);
  expect(seen).toEqual([KEY]);
});

test("two hundred calls at once at a cap buy nothing beyond it, and never more at a time than the key's limit", async () => {
  await setCap(at, { keyId, capMicros: 25 * PRICE + 10 });
  let now = 0;
  let most = 0;
  answer = async () => {
    most = Math.max(most, now += 1);
    await new Promise((resolve) => { setTimeout(resolve, 5); });
    now -= 1;
    return done();
  };
  const codes: unknown[] = [];
  const until = async (one: Order): Promise<void> => {
    for (;;) {
      const thrown = await buy(at, one, signal()).then(() => null, (error: unknown) => error);
      if (thrown === null) return;
      if (codeOf(thrown) !== "provider_busy") { codes.push(codeOf(thrown)); return; }
      await new Promise((resolve) => { setTimeout(resolve, 3); });
    }
  };
  await Promise.all(Array.from({ length: 200 }, () => until(order())));
  expect(ledger).toHaveLength(25);
  expect(most).toBeLessThanOrEqual(model.limit.inFlight);
  expect(codes).toHaveLength(175);
  expect(new Set(codes)).toEqual(new Set(["cap_reached"]));
  expect(await budgets()).toEqual([["key", 25 * PRICE, 0], ["run", 25 * PRICE, 0], ["workspace", 25 * PRICE, 0]]);
}, 60_000);

test("a call without an answer keeps its reserve, is shown as uncertain, and is not bought again by itself", async () => {
  const one = order();
  answer = () => Promise.resolve({ state: "unknown", why: "The line was cut." });
  await expect(buy(at, one, signal())).rejects.toMatchObject({ code: "uncertain" });
  expect(await budgets()).toEqual([["key", 0, PRICE], ["run", 0, PRICE], ["workspace", 0, PRICE]]);
  answer = () => Promise.resolve(done());
  await expect(buy(at, one, signal())).rejects.toMatchObject({ code: "uncertain" });
  expect(ledger).toHaveLength(1);
});

test("after a worker's end an intended call is released, a sent one is uncertain, and a ticket is asked for", async () => {
  const [intended, sent, ticketed] = [order("a"), order("b"), order("c")];
  const state = (node: string, to: string) => world.database.look(`update "Call" set "state" = $2, "endedAt" = null, "ticket" = '{"id":"t1"}' where "node" = $1`, [node, to]);
  // A call is stopped where its worker would have died, by hand: the reserve is as it was then.
  answer = () => Promise.resolve({ state: "unknown", why: "" });
  for (const one of [intended, sent, ticketed]) await buy(at, one, signal()).catch(() => undefined);
  await state("a", "intended");
  await state("b", "sent");
  await state("c", "ticketed");
  answer = () => Promise.resolve(done());
  ledger = [];
  expect(await buy(at, intended, signal())).toMatchObject({ text: "made" });
  await expect(buy(at, sent, signal())).rejects.toMatchObject({ code: "uncertain" });
  expect(await buy(at, ticketed, signal())).toMatchObject({ text: "made" });
  expect(ledger).toHaveLength(1);
  expect(await budgets()).toEqual([["key", 2 * PRICE, PRICE], ["run", 2 * PRICE, PRICE], ["workspace", 2 * PRICE, PRICE]]);
});

test("a ticket whose provider asks for a pause is asked for again when that is over, and no other call of the key is sent meanwhile", async () => {
  const asked: number[] = [];
  let untilMs = 0;
  answer = () => Promise.resolve({ state: "pending", ticket: { id: "t1" }, pollAfterMs: 1, costMicros: null });
  polled = () => {
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
  expect(ledger).toHaveLength(1);
  await world.database.look(`update "ProviderKey" set "pausedUntil" = null`);
});

test("a holder that was replaced while the provider worked changes no money", async () => {
  const one = order();
  answer = async (callId) => {
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
  answer = () => Promise.resolve(outcome);
  await expect(buy(at, order(), signal())).rejects.toMatchObject({ code });
  expect(await budgets()).toEqual([["key", cost, 0], ["run", cost, 0], ["workspace", cost, 0]]);
});

test("the owner's switch stops every call at once, and allows them again", async () => {
  await switchSpending(at, { allowed: false });
  await expect(buy(at, order(), signal())).rejects.toMatchObject({ code: "spending_stopped" });
  await switchSpending(at, { allowed: true });
  await buy(at, order(), signal());
  expect(ledger).toHaveLength(1);
});

test("the operator's switch stops every workspace", async () => {
  await world.database.look(`update "Installation" set "spendingStoppedAt" = now()`);
  await expect(buy(at, order(), signal())).rejects.toMatchObject({ code: "spending_stopped" });
  await world.database.look(`update "Installation" set "spendingStoppedAt" = null`);
  expect(ledger).toEqual([]);
});

test("a key that the provider refuses is not used again until it was verified, and a removed one leaves nothing that opens", async () => {
  answer = () => Promise.resolve({ state: "bad-key" });
  await expect(buy(at, order(), signal())).rejects.toMatchObject({ code: "no_key" });
  await expect(buy(at, order(), signal())).rejects.toMatchObject({ code: "no_key" });
  expect(ledger).toHaveLength(1);
  answer = () => Promise.resolve(done());
  await verifyKey(at, { workspaceId: at.workspaceId, keyId, version: 1 }, signal());
  await buy(at, order(), signal());
  await removeKey(at, { keyId });
  await expect(buy(at, order(), signal())).rejects.toMatchObject({ code: "no_key" });
  expect(await world.database.look(`select "record", "state" from "ProviderKey"`)).toEqual([{ record: null, state: "removed" }]);
  const [month] = await world.database.look<{ month: string; calls: number }>(`select "month", count(*)::int as calls from "Call" where "state" = 'done' group by 1`);
  expect(month).toEqual({ month: monthOf(world.now()), calls: 1 });
});
