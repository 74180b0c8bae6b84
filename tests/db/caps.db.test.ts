import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import type { WorkspaceContext } from "../../app/core/context.ts";
import { listNotices } from "../../app/features/accounts/list-notices.server.ts";
import { buy } from "../../app/features/calls/buy.server.ts";
import { itemCalls } from "../../app/features/calls/item-calls.server.ts";
import { setRunCap } from "../../app/features/calls/set-run-cap.server.ts";
import { listKeys } from "../../app/features/keys/list-keys.server.ts";
import { setCap } from "../../app/features/keys/set-caps.server.ts";
import { switchSpending } from "../../app/features/keys/switch-spending.server.ts";
import { getRun } from "../../app/features/runs/get-run.server.ts";
import { resumeRun } from "../../app/features/runs/resume-run.server.ts";
import { spendingStoppedAt, switchInstallation } from "../../app/platform/db/spending-switch.server.ts";
import { createBuying, done, insist, model, PRICE, type Buying } from "../support/buying.ts";
import type { World } from "../support/world.ts";

let buying: Buying;
let world: World;
let at: WorkspaceContext;
let keyId: string;
let runId: string;

beforeAll(async () => {
  buying = await createBuying();
  ({ world, at, keyId, runId } = buying);
});
afterAll(() => world.close());
beforeEach(async () => {
  await buying.reset();
  for (const table of ["Notice", "KeyEvent"]) await world.database.look(`delete from "${table}"`);
});

const signal = () => AbortSignal.timeout(60_000);
const bought = (many: number) => Promise.all(Array.from({ length: many }, () => buying.order()).map((one) => insist(() => buy(at, one, signal()))));
const told = async () => (await world.database.look<{ text: string }>(`select "text" from "KeyEvent" where "kind" = 'alerted' order by "createdAt", "text"`)).map(({ text }) => text);
const notices = async () => (await listNotices(at)).map(({ kind, text, path }) => ({ kind, text, path }));
const alerted = async () => world.database.look(`select "scope", "alerted" from "Budget" where "scope" <> 'run' order by 1`);

test("a hundred calls that end at once tell each share of each cap exactly once, and the newest notice takes the place of the one before", async () => {
  await setCap(at, { keyId, capMicros: 125 * PRICE });
  await setCap(at, { keyId: null, capMicros: 200 * PRICE });
  let meet: () => void = () => {};
  const together = new Promise<void>((resolve) => { meet = resolve; });
  // All hundred are at the provider before the first answer comes.
  buying.answer = async () => {
    if (buying.ledger.length === 100) meet();
    await together;
    return done();
  };
  const wide = { ...model, limit: { group: "made", inFlight: 100 } };
  expect(new Set(await Promise.all(Array.from({ length: 100 }, () => buying.order()).map((one) => insist(() => buy(at, { ...one, model: wide }, signal())))))).toEqual(new Set([null]));
  const figures = (await told()).map((text) => text.replace(/\$[\d.]+ of/, "… of"));
  expect(figures.sort()).toEqual([
    "Studio (••••6789) has passed 50 % of its monthly cap: … of $5.00 spent.", "Studio (••••6789) has passed 80 % of its monthly cap: … of $5.00 spent.", "The workspace has passed 50 % of its monthly cap: … of $8.00 spent.",
  ]);
  expect(await alerted()).toEqual([{ scope: "key", alerted: 80 }, { scope: "workspace", alerted: 50 }]);
  expect((await notices()).map(({ kind, path }) => ({ kind, path })).sort((a, b) => a.kind.localeCompare(b.kind))).toEqual([{ kind: "cap-half", path: "keys" }, { kind: "cap-near", path: "keys" }]);
}, 60_000);

test("at the cap it is said when no further call fits, once, whether by the last call's own size or because uncertain calls hold the rest", async () => {
  await setCap(at, { keyId, capMicros: 3 * PRICE - 1 });
  await bought(1);
  expect(await told()).toEqual([]);
  buying.answer = () => Promise.resolve({ state: "unknown", why: "The line was cut." });
  expect(await bought(1)).toEqual(["uncertain"]);
  expect(await told()).toEqual([]);
  expect(await bought(5)).toEqual(Array.from({ length: 5 }, () => "cap_reached"));
  expect(await told()).toEqual(["Studio (••••6789) is at its monthly cap: no further call fits, $0.04 of $0.12 spent. Products wait until it is raised or the month ends."]);
  expect((await notices()).map(({ kind }) => kind)).toEqual(["cap-reached"]);
});

test("a raised cap tells those shares again that it has left, and takes back what is not so any more", async () => {
  await setCap(at, { keyId, capMicros: 5 * PRICE });
  await bought(4);
  expect(await alerted()).toEqual([{ scope: "key", alerted: 80 }, { scope: "workspace", alerted: 0 }]);
  await setCap(at, { keyId, capMicros: 8 * PRICE });
  expect(await alerted()).toEqual([{ scope: "key", alerted: 50 }, { scope: "workspace", alerted: 0 }]);
  expect(await notices()).toEqual([]);
  await bought(1);
  expect(await told()).toHaveLength(2);
  await bought(2);
  expect((await told()).filter((text) => text.includes("80 %"))).toHaveLength(2);
  expect((await notices()).map(({ kind }) => kind)).toEqual(["cap-near"]);
});

test("what calls under way hold is waited for, and only a cap that is really reached stops an item", async () => {
  await setCap(at, { keyId, capMicros: 2 * PRICE });
  // Each reserves its maximum and costs half: four fit, though two at a time fill the cap.
  buying.answer = () => Promise.resolve(done(PRICE / 2));
  expect(await bought(3)).toEqual([null, null, null]);
  expect(await buying.budgets()).toEqual([["key", 1.5 * PRICE, 0], ["run", 1.5 * PRICE, 0], ["workspace", 1.5 * PRICE, 0]]);
  expect(await bought(1)).toEqual(["cap_reached"]);
});

test("a new month begins with the cap of the one before, with nothing spent and everything to be told", async () => {
  await setCap(at, { keyId, capMicros: 2 * PRICE });
  await bought(1);
  expect(await alerted()).toEqual([{ scope: "key", alerted: 50 }, { scope: "workspace", alerted: 0 }]);
  world.pass(32 * 86_400_000);
  expect((await listKeys(at)).keys).toMatchObject([{ spentMicros: 0, capMicros: 2 * PRICE, capShare: 0 }]);
  await bought(1);
  expect((await told()).filter((text) => text.includes("50 %"))).toHaveLength(2);
  world.pass(-32 * 86_400_000);
});

test("the page says who has stopped all spending", async () => {
  const system = world.database.url("system");
  const stopped = async () => (await listKeys(at)).stopped;
  expect(await stopped()).toBeNull();
  await switchSpending(at, { allowed: false });
  expect(await stopped()).toBe("owner");
  await switchInstallation(system, false);
  const since = await spendingStoppedAt(system);
  expect(await stopped()).toBe("operator");
  await switchInstallation(system, false);
  expect(await spendingStoppedAt(system)).toEqual(since);
  await switchInstallation(system, true);
  expect([await spendingStoppedAt(system), await stopped()]).toEqual([null, "owner"]);
  await switchSpending(at, { allowed: true });
  expect(await stopped()).toBeNull();
});

test("the cap of a run can be raised, and what waited at it goes on", async () => {
  await setRunCap(at, { runId, capMicros: PRICE }).then(() => expect.unreachable(), (error: unknown) => expect(error).toMatchObject({ code: "not_found" }));
  await bought(1);
  await setRunCap(at, { runId, capMicros: PRICE });
  expect(await bought(1)).toEqual(["cap_reached"]);
  const [item] = buying.items;
  await world.database.look(`update "Item" set "state" = 'waiting', "reason" = 'cap_reached' where "id" = $1`, [item?.id]);
  await setRunCap(at, { runId, capMicros: 2 * PRICE });
  expect(await bought(1)).toEqual([null]);
  expect(await world.database.look(`select "state" from "Item" where "id" = $1`, [item?.id])).toEqual([{ state: "queued" }]);
});

test.each([
  ["a call that is done", done(PRICE + 1), null],
  ["an answer that cannot be used", { state: "corrupt", why: "no image", usage: null, costMicros: PRICE + 1 } as const, "answer_corrupt"],
] as const)("%s and cost more than its maximum is booked, shown, and stops the run until a person resumes it", async (_what, outcome, code) => {
  buying.answer = () => Promise.resolve(outcome);
  const one = buying.order();
  expect(await insist(() => buy(at, one, signal()))).toBe(code);
  expect(await buying.budgets()).toEqual([["key", PRICE + 1, 0], ["run", PRICE + 1, 0], ["workspace", PRICE + 1, 0]]);
  const stopped = await getRun(at, { runId });
  expect(stopped).toMatchObject({ state: "paused", overruns: [{ title: "Made one", calls: 1, overMicros: 1 }] });
  expect(stopped.say).toBe("The run is paused: a call of Made one cost $0.040001, more than its declared maximum of $0.040000. Nothing more is bought until you resume it.");
  expect(await itemCalls(at, { itemId: one.itemId })).toMatchObject([{ costMicros: PRICE + 1, maxMicros: PRICE }]);
  expect(await notices()).toMatchObject([{ kind: "run-stopped", path: `runs/${runId}` }]);
  // Items that were under way when it stopped buy nothing more; they wait.
  buying.answer = () => Promise.resolve(done());
  expect(await bought(3)).toEqual(["overrun", "overrun", "overrun"]);
  expect(buying.ledger).toHaveLength(1);
  const [item] = buying.items;
  await world.database.look(`update "Item" set "state" = 'waiting', "reason" = 'overrun' where "id" = $1`, [item?.id]);
  await resumeRun(at, { runId });
  expect(await getRun(at, { runId })).toMatchObject({ state: "running", say: null, overruns: [{ calls: 1 }] });
  expect(await world.database.look(`select "state", "reason" from "Item" where "id" = $1`, [item?.id])).toEqual([{ state: "queued", reason: null }]);
  expect(await notices()).toEqual([]);
  expect(await bought(1)).toEqual([null]);
});
