import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import { Secret } from "../../app/core/secret.ts";
import { itemCalls } from "../../app/features/calls/item-calls.server.ts";
import { addKey } from "../../app/features/keys/add-key.server.ts";
import { verifyKey } from "../../app/features/keys/verify-key.server.ts";
import { listOutputs } from "../../app/features/reviews/list-outputs.server.ts";
import { startRun } from "../../app/features/runs/start-run.server.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { publishSkill } from "../../app/features/skills/publish-skill.server.ts";
import { saveDraft } from "../../app/features/skills/save-draft.server.ts";
import { createProviderLines } from "../../app/platform/http/provider-lines.server.ts";
import { modelCatalog } from "../../app/providers/catalog.ts";
import { providerRegistry, registryOf } from "../../app/providers/registry.ts";
import { atelier, atelierModel } from "../support/atelier/adapter.ts";
import { startAtelier, type Atelier } from "../support/atelier/simulator.ts";
import { createWorld, type World } from "../support/world.ts";

/** Adding a provider: its adapter beside ours, its row beside ours, its stand-in. Nothing else is told of it. */
let stand: Atelier;
let world: World;
let versionId: string;
let started = 0;

beforeAll(async () => {
  stand = await startAtelier();
  const models = [...modelCatalog.all(), atelierModel];
  world = await createWorld({ shelf: {
    providers: registryOf([...providerRegistry.all(), atelier]), models: { get: (id) => models.find((one) => one.id === id), all: () => models }, lines: createProviderLines(stand.origin),
  } });
  const { keyId } = await addKey({ ...world.at, vault: world.webVault }, { provider: "atelier", label: "Studio", key: new Secret("at-sandbox-Zq81RtWmPx55LkVuJ2") });
  await verifyKey(world.at, { workspaceId: world.at.workspaceId, keyId, version: 1 }, AbortSignal.timeout(5000));
  const { skillId } = await createSkill(world.at, { templateId: "lifestyle-scene" });
  await saveDraft(world.at, { skillId, revision: 1, name: "Sketches", params: { scene: { model: atelierModel.id, seed: 7 } } });
  ({ versionId } = await publishSkill(world.at, { skillId, note: "" }));
});
afterAll(async () => {
  await world.close();
  stand.close();
});
afterEach(() => stand.fault(null));

/** Runs the skill on the shop's first product. */
async function runOne(): Promise<{ state: string; reason: string | null; itemId: string; runId: string; outputs: number }> {
  const [product] = (await world.products()).filter(({ media }) => media.length > 0);
  if (!product) return expect.fail("no product");
  const { runId } = await startRun(world.at, { versionId, selection: { kind: "products", ids: [product.id] }, answers: {}, requestKey: `made-up-${started += 1}` });
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
