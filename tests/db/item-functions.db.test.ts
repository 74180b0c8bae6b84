import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { callAsWorkspace, withWorkspace } from "../../app/platform/db/with-workspace.server.ts";
import { Prisma } from "../../app/platform/generated/prisma/client.ts";
import { endRunIfDone } from "../../app/features/runs/end-run.server.ts";
import { getRunForm } from "../../app/features/runs/get-run-form.server.ts";
import { startRun } from "../../app/features/runs/start-run.server.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { createBuying, PRICE, type Buying } from "../support/buying.ts";

let buying: Buying;
let versionId: string;
let runId: string;
let items: { id: string }[];
let stranger: string;
const HASH = "a".repeat(64);

beforeAll(async () => {
  buying = await createBuying();
  stranger = randomUUID();
  const db = buying.at.db;
  await withWorkspace({ db, workspaceId: stranger }, (tx) => tx.workspace.create({ data: { id: stranger, name: "Stranger" } }));
  const { skillId } = await createSkill(buying.at, { templateId: "white-square" });
  ({ versionId } = await getRunForm(buying.at, { skillId }));
});
afterAll(() => buying.world.close());

/** A run of three items that this test has admitted by hand. */
beforeEach(async () => {
  const { at, world } = buying;
  const ids = (await world.products()).filter(({ media }) => media.length > 0).slice(0, 3).map(({ id }) => id);
  ({ runId } = await startRun(at, { versionId, selection: { kind: "products", ids }, answers: {}, requestKey: `functions-${randomUUID()}` }));
  items = await world.database.look<{ id: string }>(`update "Item" set "state" = 'running', "epoch" = 1 where "runId" = $1 returning "id"`, [runId]);
});

/** How many steps, outputs and uses there are. */
async function rows(): Promise<number[]> {
  const counted = await buying.world.database.look<{ count: number }>(`
    select count(*)::int from "Step" union all select count(*)::int from "Output" union all select count(*)::int from "ImageUse"`);
  return counted.map(({ count }) => count);
}

function finish(item: string, { workspaceId = buying.at.workspaceId, epoch = 1 } = {}): Promise<unknown> {
  const id = randomUUID();
  const image = { hash: HASH, mime: "image/png", width: 10, height: 10 };
  const outputs = [{ ...image, id, index: 0, sourceHash: null, fileName: "a.png", altText: "", altOf: null }];
  const uses = [{ ...image, bytes: 5, kind: "output", subject: id }];
  const steps = [{ node: "photo", index: 0, fingerprint: "f", output: { image: 1 }, ms: 3 }];
  return callAsWorkspace({ db: buying.at.db, workspaceId }, Prisma.sql`finish_item(${item}::uuid, ${runId}::uuid, ${epoch}::int, now(), ${JSON.stringify(steps)}::jsonb, ${JSON.stringify(outputs)}::jsonb, ${JSON.stringify(uses)}::jsonb)`);
}

test("an item is finished by the holder of its newest admission, once, and by nobody of another workspace", async () => {
  const [first] = items;
  const before = await rows();
  expect(await finish(first?.id ?? "", { epoch: 0 })).toBeNull();
  expect(await finish(first?.id ?? "", { workspaceId: stranger })).toBeNull();
  expect(await rows()).toEqual(before);
  expect(await finish(first?.id ?? "")).toBe(false);
  expect(await finish(first?.id ?? "")).toBeNull();
  expect(await rows()).toEqual(before.map((count) => count + 1));
});

test("of items that end at the same moment exactly one is the last, and the run ends once", async () => {
  const [first, ...others] = items;
  await finish(first?.id ?? "");
  expect((await Promise.all(others.map(({ id }) => finish(id)))).sort()).toEqual([false, true]);
  // The answer "last" was not acted upon: whoever asks next ends the run, once.
  await Promise.all([endRunIfDone(buying.at, runId), endRunIfDone(buying.at, runId)]);
  expect(await buying.world.database.look(`select "state", (select count(*)::int from "Notice" where "subject" = "Run"."id") as told from "Run" where "id" = $1`, [runId])).toEqual([{ state: "done", told: 1 }]);
});

test("another workspace reads no item, key or call, and ends no call", async () => {
  const { at, order } = buying;
  const theirs = { db: at.db, workspaceId: stranger };
  const [first] = items;
  const item = Prisma.sql`load_item(${first?.id}::uuid)`;
  const key = Prisma.sql`working_key('made')`;
  expect(await callAsWorkspace(theirs, item)).toBeNull();
  expect(await callAsWorkspace(at, item)).toMatchObject({ runId, state: "running", epoch: 1 });
  expect(await callAsWorkspace(theirs, key)).toBeNull();
  expect(await callAsWorkspace(at, key)).toMatchObject({ id: buying.keyId, version: 1 });

  const { runId: run, itemId, node } = order();
  const call = randomUUID();
  await callAsWorkspace(at, Prisma.sql`take_call(${call}::uuid, ${run}::uuid, ${itemId}::uuid, ${node}, 0, 'f', ${buying.keyId}::uuid, 'made', 'made/one', 'made', 10, ${PRICE}::bigint, '2026-11', now())`);
  const step = Prisma.sql`calls_of_step(${run}::uuid, ${itemId}::uuid, ${node}, 0, 'f')`;
  expect(await callAsWorkspace(theirs, step)).toEqual({ call: null, previewed: null });
  expect(await callAsWorkspace(at, step)).toMatchObject({ call: { id: call, state: "sent" }, previewed: null });
  const ticket = Prisma.sql`ticket_call(${call}::uuid, 1, '{"id":"t"}'::jsonb)`;
  expect(await callAsWorkspace(theirs, ticket)).toBe(false);
  expect(await callAsWorkspace(at, ticket)).toBe(true);
  const uses = JSON.stringify([{ hash: HASH, mime: "image/png", bytes: 5, width: 10, height: 10, kind: "step", subject: call }]);
  const keep = Prisma.sql`keep_call(${call}::uuid, 1, ${PRICE}::bigint, ${PRICE}::bigint, '[]'::jsonb, null, null, now(), ${uses}::jsonb, now())`;
  const before = await rows();
  expect(await callAsWorkspace(theirs, keep)).toBe("taken-over");
  expect(await rows()).toEqual(before);
  expect(await callAsWorkspace(at, keep)).toBe("kept");
  expect(await callAsWorkspace(at, keep)).toBe("taken-over");
});

test("a call that cost more than its maximum is left to the transaction that stops its run", async () => {
  const { at, order } = buying;
  const { runId: run, itemId, node } = order();
  const call = randomUUID();
  await callAsWorkspace(at, Prisma.sql`take_call(${call}::uuid, ${run}::uuid, ${itemId}::uuid, ${node}, 0, 'f', ${buying.keyId}::uuid, 'made', 'made/one', 'made', 10, ${PRICE}::bigint, '2026-11', now())`);
  expect(await callAsWorkspace(at, Prisma.sql`keep_call(${call}::uuid, 1, ${PRICE}::bigint, ${PRICE + 1}::bigint, '[]'::jsonb, null, null, now(), '[]'::jsonb, now())`)).toBe("tell");
  expect(await buying.world.database.look(`select "state", "costMicros" from "Call" where "id" = $1`, [call])).toEqual([{ state: "sent", costMicros: null }]);
});
