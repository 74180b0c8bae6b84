import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { itemCalls } from "../../app/features/calls/item-calls.server.ts";
import { listOutputs } from "../../app/features/reviews/list-outputs.server.ts";
import { versionResults } from "../../app/features/reviews/version-results.server.ts";
import { providerRegistry } from "../../app/providers/registry.ts";
import type { Atelier } from "../support/atelier/simulator.ts";
import { createAtelierWorld, type AtelierWorld } from "../support/atelier/world.ts";
import type { World } from "../support/world.ts";

/** Adding a provider: its adapter beside ours, its row beside ours, its stand-in. Nothing else is told of it. */
let made: AtelierWorld;
let stand: Atelier;
let world: World;

beforeAll(async () => {
  made = await createAtelierWorld({ beside: providerRegistry.all(), params: { seed: 7 } });
  ({ stand, world } = made);
  await made.newKey();
});
afterAll(() => made.close());
afterEach(() => stand.fault(null));

/** Runs the skill on the shop's first product. */
async function runOne(): Promise<{ state: string; reason: string | null; itemId: string; runId: string; outputs: number }> {
  const runId = await made.start(made.versionId);
  await world.runItems();
  const [item] = await world.database.look<{ id: string; state: string; reason: string | null }>(`select "id", "state", "reason" from "Item" where "runId" = $1`, [runId]);
  const { outputs } = await listOutputs(world.at, { state: "awaiting", runId, after: null });
  return { itemId: item?.id ?? "", state: item?.state ?? "", reason: item?.reason ?? null, runId, outputs: outputs.length };
}
const moneyOf = async (runId: string) => (await world.database.look<{ spent: number; reserved: number }>(`select "spentMicros"::int as spent, "reservedMicros"::int as reserved from "Budget" where "scope" = 'run' and "subject" = $1`, [runId]))[0];

test("a skill runs with the made-up provider: its image waits for review, its cost is what was charged, and what it does not take is said on the item", async () => {
  const { state, itemId, runId, outputs } = await runOne();
  expect({ state, outputs }).toEqual({ state: "done", outputs: 1 });
  expect(stand.charged).toEqual({ micros: 20_000, count: 1 });
  expect(await moneyOf(runId)).toEqual({ spent: 20_000, reserved: 0 });
  const [skill] = await world.database.look<{ id: string }>(`select "skillId" as id from "SkillVersion" where "id" = $1`, [made.versionId]);
  expect(await versionResults(world.at, { skillId: skill?.id ?? "" })).toMatchObject({ [made.versionId]: { images: 1, costMicros: 20_000, newest: { width: 512 } } });
  expect(await itemCalls(world.at, { itemId })).toMatchObject([{ model: "Sketch", state: "done", costMicros: 20_000, warnings: ["Sketch takes no reference images: none was sent.", "Seed is ignored by Sketch."] }]);
});

test.each([["truncated-image", "failed"], ["bomb-image", "failed"], ["mislabelled-image", "failed"], ["gzip-bomb", "failed"], ["huge-body", "failed"], ["lost-answer", "uncertain"]] as const)("%s was charged once, is spent or held, and the item ends as %s", async (kind, wanted) => {
  const before = stand.charged.count;
  stand.fault({ kind });
  const { state, reason, itemId, runId, outputs } = await runOne();
  const failed = wanted === "failed";
  expect({ state, reason, outputs, charged: stand.charged.count - before }).toEqual({ state: wanted, reason: failed ? "answer_corrupt" : "uncertain", outputs: 0, charged: 1 });
  expect(await moneyOf(runId)).toEqual(failed ? { spent: 20_000, reserved: 0 } : { spent: 0, reserved: 20_000 });
  expect(await itemCalls(world.at, { itemId })).toMatchObject([{ state: wanted }]);
});
