import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import type { WorkspaceContext } from "../../app/core/context.ts";
import { monthOf } from "../../app/core/money.ts";
import { buy } from "../../app/features/calls/buy.server.ts";
import { exportCalls } from "../../app/features/calls/export-calls.server.ts";
import { monthSpend } from "../../app/features/calls/month-spend.server.ts";
import { addKey } from "../../app/features/keys/add-key.server.ts";
import { listKeyEvents } from "../../app/features/keys/list-key-events.server.ts";
import { removeKey } from "../../app/features/keys/remove-key.server.ts";
import { rotateKey } from "../../app/features/keys/rotate-key.server.ts";
import { setCap } from "../../app/features/keys/set-caps.server.ts";
import { switchSpending } from "../../app/features/keys/switch-spending.server.ts";
import { Secret } from "../../app/core/secret.ts";
import { withWorkspace } from "../../app/platform/db/with-workspace.server.ts";
import { createBuying, done, insist, KEY, PRICE, type Buying } from "../support/buying.ts";
import type { World } from "../support/world.ts";

let buying: Buying;
let world: World;
let at: WorkspaceContext;

beforeAll(async () => {
  buying = await createBuying();
  ({ world, at } = buying);
});
afterAll(() => world.close());
beforeEach(() => buying.reset());

const bought = () => insist(() => buy(at, buying.order(), AbortSignal.timeout(20_000)));
const text = async (month: string) => {
  let all = "";
  for await (const part of exportCalls(at, { month })) all += part;
  return all;
};

/** Calls as the journal has them after a month of work, written at once: what is looked at is reading. */
async function manyCalls(many: number, month: string): Promise<void> {
  await world.database.look(`
    insert into "Call" ("id", "workspaceId", "runId", "itemId", "node", "index", "fingerprint", "keyId", "provider", "model", "limitGroup", "month", "state", "outcome", "maxMicros", "costMicros", "result", "createdAt")
    select gen_random_uuid(), $1, $2, (select "id" from "Item" limit 1), 'n', n, 'f', $3, 'made', case when n % 3 = 0 then 'made/two' else 'made/one' end, 'made', $4, case when n % 10 = 9 then 'failed' else 'done' end, 'done', 50000,
           40000 + n % 7, '{"images": [{}, {}], "text": null}', ($4 || '-01')::timestamptz + n / 4 * interval '1 minute' from generate_series(1, $5::int) n`, [at.workspaceId, buying.runId, buying.keyId, month, many]);
}

test("the table by key and model is the month's spend to the micro-dollar, and so are the days", async () => {
  const costs = [PRICE, 33_333, 1, 39_999];
  for (const cost of costs) {
    buying.answer = () => Promise.resolve(done(cost));
    await bought();
  }
  buying.answer = () => Promise.resolve({ state: "corrupt", why: "no image", usage: null, costMicros: 7 });
  await bought();
  buying.answer = () => Promise.resolve({ state: "unknown", why: "cut" });
  await bought();
  buying.answer = () => Promise.resolve({ state: "overloaded", why: "503" });
  await buy(at, buying.order(), AbortSignal.timeout(5000)).catch(() => undefined);
  const spend = await monthSpend(at, { month: null });
  const [budget] = await world.database.look<{ spent: string; held: string }>(`select "spentMicros" as spent, "reservedMicros" as held from "Budget" where "scope" = 'workspace'`);
  expect(spend.total).toEqual({ calls: 6, images: 0, micros: Number(budget?.spent), uncertain: 1, heldMicros: Number(budget?.held) });
  expect(spend.total.micros).toBe(costs.reduce((sum, cost) => sum + cost, 7));
  expect(spend.rows).toMatchObject([{ key: "Studio", lastFour: "6789", model: "made/one", title: "Made one", ...spend.total }]);
  expect(spend.byDay.reduce((sum, { micros }) => sum + micros, 0)).toBe(spend.total.micros);
  expect(spend.months).toEqual([monthOf(world.now())]);
});

test("months stand newest first, each with its own calls, and one without calls is empty", async () => {
  await manyCalls(10, "2026-03");
  await world.database.look(`insert into "Budget" ("workspaceId", "scope", "subject", "month", "spentMicros") values ($1, 'workspace', $1, '2026-03', 1)`, [at.workspaceId]);
  await bought();
  const now = await monthSpend(at, { month: null });
  expect(now.months).toEqual([monthOf(world.now()), "2026-03"]);
  expect(now.total.calls).toBe(1);
  const march = await monthSpend(at, { month: "2026-03" });
  expect(march).toMatchObject({ days: 31, today: null, total: { calls: 10, images: 20 } });
  expect(march.rows.map(({ model }) => model).sort()).toEqual(["made/one", "made/two"]);
  expect(await monthSpend(at, { month: "2024-02" })).toMatchObject({ days: 29, rows: [], total: { calls: 0, micros: 0 } });
});

test("the export has one row a call, in order, across pages, and its sum is the month's spend", async () => {
  await manyCalls(1_203, "2026-03");
  await world.database.look(`update "Call" set "state" = 'uncertain', "outcome" = 'unknown', "costMicros" = null where "index" = 1203`);
  await world.database.look(`update "Call" set "state" = 'released', "costMicros" = null where "index" = 1202`);
  const [header, ...lines] = (await text("2026-03")).split("\r\n").slice(0, -1);
  expect(header).toBe('"Time (UTC)","Run","Skill","Product","Provider","Key","Key ends in","Model","Outcome","Maximum (USD)","Cost (USD)","Maximum (micro-dollars)","Cost (micro-dollars)"');
  expect(lines).toHaveLength(1_202);
  const cells = lines.map((line) => line.slice(1, -1).split('","'));
  const times = cells.map(([time]) => time ?? "");
  expect(times).toEqual([...times].sort());
  expect(times[0]).toBe("2026-03-01T00:00:00.000Z");
  expect(cells.filter((row) => row[8] === "uncertain").map((row) => row.slice(4))).toEqual([["Made", "Studio", "6789", "made/two", "uncertain", "0.050000", "", "50000", ""]]);
  expect(cells.reduce((sum, row) => sum + Number(row[12]), 0)).toBe((await monthSpend(at, { month: "2026-03" })).total.micros);
  expect(cells.filter((row) => (row[10] === "" ? row[12] !== "" : Number(row[10]) * 1_000_000 - Number(row[12]) > 1e-6))).toEqual([]);
});

test("a label or a product that a spreadsheet would calculate is a text in the export", async () => {
  await bought();
  await world.database.look(`update "ProviderKey" set "label" = '=HYPERLINK("https://evil.example","x")'`);
  await world.database.look(`update "Item" set "product" = jsonb_set("product", '{title}', '"@SUM(1+1)"')`);
  const file = await text(monthOf(world.now()));
  await world.database.look(`update "ProviderKey" set "label" = 'Studio'`);
  expect(file).toContain(`"'=HYPERLINK(""https://evil.example"",""x"")"`);
  expect(file).toContain(`"'@SUM(1+1)"`);
});

test("what the page and the export ask for is served by an index, however many calls there are", async () => {
  await manyCalls(20_000, "2026-03");
  await manyCalls(2_000, "2026-04");
  await world.database.look(`analyze "Call"`);
  const plan = (sql: string) => withWorkspace(at, async (tx) => JSON.stringify(await tx.$queryRawUnsafe(`explain ${sql}`)));
  const plans = [
    await plan(`select "keyId", "model", sum("costMicros") from "Call" where "month" = '2026-04' and "state" in ('done', 'failed', 'uncertain') group by 1, 2`),
    await plan(`select * from "Call" where "month" = '2026-03' and ("createdAt", "id") > ('2026-03-02', '00000000-0000-0000-0000-000000000000') and "state" <> 'released' order by "createdAt", "id" limit 500`),
    await plan(`select "model", count(*) from "Call" where "runId" = '${buying.runId}' and "costMicros" > "maxMicros" group by 1`),
  ];
  expect(plans.map((one) => /Call_workspaceId_month_\w+|call_overrun/.exec(one)?.[0])).toEqual(["Call_workspaceId_month_keyId_model_idx", "Call_workspaceId_month_createdAt_id_idx", "call_overrun"].map((name) => expect.stringMatching(new RegExp(`${name}|Call_workspaceId_month`))));
  expect(plans.filter((one) => one.includes("Seq Scan on"))).toEqual([]);
  expect(plans[1]).not.toContain("Sort");
});

test("the log says what happened to keys, caps and the switch, by whom, newest first and to its end", async () => {
  await world.database.look(`delete from "KeyEvent"`);
  const web = { ...at, vault: world.webVault };
  const { keyId } = await addKey(web, { provider: "made", label: "Second", key: new Secret("made-key-second-4321") });
  await rotateKey(web, { keyId, key: new Secret("made-key-third-8765") });
  await setCap(at, { keyId, capMicros: 5_000_000 });
  await setCap(at, { keyId: null, capMicros: null });
  await switchSpending(at, { allowed: false });
  await switchSpending(at, { allowed: true });
  await switchSpending(at, { allowed: true });
  await removeKey(at, { keyId });
  const other = await world.enter("77");
  const { events, older } = await listKeyEvents(other, { before: null });
  expect(events.map(({ text: line, by }) => [line, by])).toEqual([
    ["Second (••••8765) was removed", "Staff member 42"], ["Spending was allowed again", "Staff member 42"], ["All spending was stopped", "Staff member 42"], ["The monthly cap of the workspace was taken away", "Staff member 42"],
    ["The monthly cap of Second (••••8765) was set to $5.00", "Staff member 42"], ["Second (••••8765) took the place of ••••4321", "Staff member 42"], ["Second (••••4321) was added", "Staff member 42"],
  ]);
  expect(older).toBeNull();
  expect(JSON.stringify(events)).not.toContain(KEY);
  for (let more = 0; more < 16; more += 1) await setCap(at, { keyId: null, capMicros: more });
  const seen: string[] = [];
  for (let before: string | null = null, pages = 0; pages < 9; pages += 1) {
    const page = z.object({ events: z.array(z.object({ id: z.string() })), older: z.string().nullable() }).parse(await listKeyEvents(at, { before }));
    seen.push(...page.events.map(({ id }) => id));
    before = page.older;
    if (before === null) break;
  }
  expect(new Set(seen).size).toBe(23);
  expect(seen).toHaveLength(23);
});
