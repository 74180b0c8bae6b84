import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { Secret } from "../../app/core/secret.ts";
import { SkillGraph } from "../../app/core/skill/graph.ts";
import type { TestTarget } from "../../app/core/skill/test-target.ts";
import { listAssets } from "../../app/features/assets/list-assets.server.ts";
import { listFolders } from "../../app/features/assets/list-folders.server.ts";
import { listNotices } from "../../app/features/accounts/list-notices.server.ts";
import { addKey } from "../../app/features/keys/add-key.server.ts";
import { verifyKey } from "../../app/features/keys/verify-key.server.ts";
import { listOutputs } from "../../app/features/reviews/list-outputs.server.ts";
import { getTest, listTests } from "../../app/features/runs/get-test.server.ts";
import { listRuns } from "../../app/features/runs/list-runs.server.ts";
import { pinOutput } from "../../app/features/runs/pin-output.server.ts";
import { startTest } from "../../app/features/runs/start-test.server.ts";
import { stopTest } from "../../app/features/runs/stop-test.server.ts";
import type { TestView } from "../../app/features/runs/test-views.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { listSkills } from "../../app/features/skills/list-skills.server.ts";
import { skillGraph, skillNode } from "../support/skill-graph.ts";
import { createWorld, type World } from "../support/world.ts";

const IDS = ["gid://shopify/Product/1003", "gid://shopify/Product/1001"];
let world: World;
let skillId: string;
let ordered = 0;

beforeAll(async () => {
  world = await createWorld({ shelf: "sandbox" });
  ({ skillId } = await createSkill(world.at, { templateId: "lifestyle-scene" }));
});
afterAll(() => world.close());

async function order(target: TestTarget = { kind: "all" }, productIds: readonly string[] = IDS, of = skillId): Promise<string> {
  const [skill] = await world.database.look<{ draftRevision: number }>(`select "draftRevision" from "Skill" where "id" = $1`, [of]);
  const { runId } = await startTest(world.at, { skillId: of, revision: skill?.draftRevision ?? 0, productIds: [...productIds], target, requestKey: `live-test-${ordered += 1}` });
  return runId;
}

async function tested(target?: TestTarget, productIds?: readonly string[], of?: string): Promise<TestView> {
  const runId = await order(target, productIds, of);
  await world.runItems();
  return getTest(world.at, { runId });
}

async function draw(of: string, change: (graph: SkillGraph) => SkillGraph): Promise<void> {
  const [skill] = await world.database.look<{ draft: unknown }>(`select "draft" from "Skill" where "id" = $1`, [of]);
  await world.database.look(`update "Skill" set "draft" = $2 where "id" = $1`, [of, JSON.stringify(change(SkillGraph.parse(skill?.draft)))]);
}

const callsOf = (runId: string) => world.database.look<{ node: string }>(`select "node" from "Call" where "runId" = $1 and "state" <> 'released'`, [runId]);
const cells = ({ products }: TestView) => products.map(({ steps }) => Object.fromEntries(steps.map(({ node, state, cached }) => [node, cached ? "cached" : state])));

test("a test needs a key like a run, then runs each product in the order chosen, shows every step, and costs no more than its maximum", async () => {
  await expect(order()).rejects.toMatchObject({ code: "no_key" });
  const { keyId } = await addKey({ ...world.at, vault: world.webVault }, { provider: "gemini", label: "gemini", key: new Secret("AIza-sandbox-nodes-0002") });
  await verifyKey(world.at, { workspaceId: world.at.workspaceId, keyId, version: 1 }, AbortSignal.timeout(5000));
  const view = await tested();
  expect(view).toMatchObject({ state: "done", target: { kind: "all" } });
  expect(view.products.map(({ productId }) => productId)).toEqual(IDS);
  expect(cells(view)).toEqual([{ product: "done", scene: "done", output: "done" }, { product: "done", scene: "done", output: "done" }]);
  const scene = view.products[0]?.steps.find(({ node }) => node === "scene");
  expect(scene?.costMicros).toBeGreaterThan(0);
  const [picture] = scene?.values ?? [];
  expect(picture).toMatchObject({ kind: "image", image: { width: 480 } });
  expect(view.money?.spentMicros).toBe(view.products.flatMap(({ steps }) => steps).reduce((sum, { costMicros }) => sum + costMicros, 0));
  expect(view.money?.spentMicros).toBeLessThanOrEqual(view.money?.capMicros ?? 0);
});

test("what is unchanged is not bought again and says so; a changed prompt buys its own step anew", async () => {
  const again = await tested();
  expect(cells(again)).toEqual([{ product: "cached", scene: "cached", output: "cached" }, { product: "cached", scene: "cached", output: "cached" }]);
  expect(again.money?.spentMicros).toBe(0);
  expect(await callsOf(again.id)).toEqual([]);
  await draw(skillId, (graph) => ({ ...graph, nodes: graph.nodes.map((node) => (node.id === "scene" ? { ...node, params: { ...node.params, prompt: "@product.title on a beach" } } : node)) }));
  const changed = await tested();
  expect(cells(changed)[0]).toEqual({ product: "cached", scene: "done", output: "done" });
  expect(await callsOf(changed.id)).toHaveLength(2);
  const { tests, graphs } = await listTests(world.at, { skillId });
  expect(tests.map(({ id }) => id)).toEqual([changed.id, again.id, expect.any(String)]);
  expect(tests[1]?.versionId).toBe(tests[2]?.versionId);
  expect(Object.keys(graphs)).toHaveLength(2);
});

test("only a step takes what was there before it, also where that is old; to a step leaves out what follows", async () => {
  await draw(skillId, (graph) => ({ ...graph, nodes: graph.nodes.map((node) => (node.id === "scene" ? { ...node, params: { ...node.params, prompt: "@product.title on the moon" } } : node)) }));
  const only = await tested({ kind: "only", node: "output" });
  expect(cells(only)).toEqual([{ output: "cached" }, { output: "cached" }]);
  expect(only.money).toBeNull();
  expect(await callsOf(only.id)).toEqual([]);
  expect(cells(await tested({ kind: "to", node: "product" }))).toEqual([{ product: "cached" }, { product: "cached" }]);
  const fresh = await tested({ kind: "only", node: "output" }, ["gid://shopify/Product/1005"]);
  expect(cells(fresh)).toEqual([{ product: "done", scene: "done", output: "done" }]);
});

test("a half-built skill is tested up to a step; what cannot run is refused with its reason, and a failing step says why", async () => {
  const { skillId: half } = await createSkill(world.at, { templateId: "white-square" });
  await draw(half, () => skillGraph([skillNode("p", "product.read"), skillNode("cut", "image.remove-background"), skillNode("grid", "image.grid"), skillNode("o", "output.save")], ["p.image > cut.image"]));
  expect(cells(await tested({ kind: "to", node: "cut" }, IDS, half))).toEqual([{ p: "done", cut: "done" }, { p: "done", cut: "done" }]);
  await expect(order({ kind: "all" }, IDS, half)).rejects.toMatchObject({ code: "invalid_skill" });
  await expect(order({ kind: "to", node: "gone" }, IDS, half)).rejects.toMatchObject({ code: "invalid_skill" });
  const wash = (await world.products()).find(({ title }) => title === "Hand Wash")?.id ?? "";
  const failed = await tested({ kind: "to", node: "cut" }, [wash], half);
  expect(cells(failed)).toEqual([{ p: "done", cut: "failed" }]);
  expect(failed.products[0]?.steps[1]?.say).toContain("background");
});

test("a draft that was saved elsewhere is not tested", async () => {
  await expect(startTest(world.at, { skillId, revision: 999, productIds: IDS, target: { kind: "all" }, requestKey: "live-test-stale" })).rejects.toMatchObject({ code: "conflict" });
});

test("a step is seen while it runs, a stop ends the test and says what was spent", async () => {
  world.sandbox.settings.providerMs = 1_500;
  await draw(skillId, (graph) => ({ ...graph, nodes: graph.nodes.map((node) => (node.id === "scene" ? { ...node, params: { ...node.params, prompt: "@product.title in the snow" } } : node)) }));
  const runId = await order({ kind: "all" }, [IDS[0] ?? ""]);
  const running = world.runItems();
  await expect.poll(async () => cells(await getTest(world.at, { runId }))[0], { timeout: 10_000, interval: 50 }).toMatchObject({ product: "cached", scene: "running" });
  const stopped = await stopTest(world.at, { runId });
  expect(stopped).toMatchObject({ state: "cancelled", products: [{ state: "cancelled", steps: [{ node: "product" }, { node: "scene", state: "stopped" }] }] });
  expect((stopped.money?.spentMicros ?? 0) + (stopped.money?.reservedMicros ?? 0)).toBeLessThanOrEqual(stopped.money?.capMicros ?? 0);
  await running;
  world.sandbox.settings.providerMs = 0;
  expect(await getTest(world.at, { runId })).toMatchObject({ state: "cancelled", products: [{ state: "cancelled" }] });
});

test("tests are in no list, take no number, and leave nothing to review", async () => {
  expect((await listRuns(world.at, { after: null })).runs).toEqual([]);
  expect((await listOutputs(world.at, { state: "awaiting", runId: null, after: null })).outputs).toEqual([]);
  expect(await listNotices(world.at)).toEqual([]);
  expect((await listSkills(world.at)).map(({ runs, lastRunAt, costMicros }) => ({ runs, lastRunAt, costMicros }))).toEqual([{ runs: 0, lastRunAt: null, costMicros: null }, { runs: 0, lastRunAt: null, costMicros: null }]);
  expect(await world.database.look(`select "lastRunNumber" from "Workspace"`)).toEqual([{ lastRunNumber: 0 }]);
  expect((await listAssets(world.at, { folderId: null, search: "", after: null })).total).toBe(0);
});

test("a pin saves the picture in full size under its name, once; the small pictures go after the review days", async () => {
  const { tests } = await listTests(world.at, { skillId });
  const done = tests.flatMap(({ products }) => products).find(({ steps }) => steps.some(({ node, state }) => node === "scene" && state === "done"));
  const pin = { itemId: done?.itemId ?? "", node: "scene", turn: 0, place: 0, name: "Mug on a beach" };
  const { assetId } = await pinOutput(world.at, pin);
  expect(await pinOutput(world.at, pin)).toEqual({ assetId });
  const folder = (await listFolders(world.at)).find(({ name }) => name === "Pins");
  const { assets } = await listAssets(world.at, { folderId: folder?.id ?? null, search: "", after: null });
  expect(assets).toMatchObject([{ name: "Mug on a beach.png", source: "output" }]);
  const bytes = await world.at.blobs.get(world.at.workspaceId, assets[0]?.image.hash ?? "");
  expect((await sharp(bytes).metadata()).width).toBeGreaterThan(480);
  const uses = await world.database.look<{ days: number }>(`select round(extract(epoch from "expiresAt" - now()) / 86400)::int as days from "ImageUse" where "subject" = $1`, [pin.itemId]);
  expect(new Set(uses.map(({ days }) => days))).toEqual(new Set([7]));
  await expect(pinOutput(world.at, { ...pin, place: 5 })).rejects.toMatchObject({ code: "not_found" });
});
