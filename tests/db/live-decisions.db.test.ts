import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { WorkspaceContext } from "../../app/core/context.ts";
import type { SkillGraph } from "../../app/core/skill/graph.ts";
import { decideUncertain } from "../../app/features/calls/decide-uncertain.server.ts";
import { decideApprovals } from "../../app/features/runs/decide-approvals.server.ts";
import { getTest } from "../../app/features/runs/get-test.server.ts";
import { approvalsWaiting } from "../../app/features/runs/list-approvals.server.ts";
import { startTest } from "../../app/features/runs/start-test.server.ts";
import type { TestView } from "../../app/features/runs/test-views.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { atelierModel } from "../support/atelier/adapter.ts";
import { createAtelierWorld, type AtelierWorld } from "../support/atelier/world.ts";
import { skillGraph, skillNode } from "../support/skill-graph.ts";
import type { World } from "../support/world.ts";

let made: AtelierWorld;
let world: World;
let at: WorkspaceContext;
let product: string;
let ordered = 0;

beforeAll(async () => {
  made = await createAtelierWorld();
  ({ world } = made);
  ({ at } = world);
  await made.newKey();
  product = (await world.products()).find(({ media }) => media.length > 0)?.id ?? "";
});
afterAll(() => made.close());
afterEach(() => made.stand.fault(null));

const scene = (more: object = {}) => skillNode("scene", "image.generate", { model: atelierModel.id, ...more });
const plain = (prompt: string) => skillGraph([skillNode("p", "product.read"), scene({ prompt }), skillNode("o", "output.save")], ["p.image > scene.photo", "scene.image > o.image"]);

/** Tests a graph on products until everything waits or has ended. */
async function tested(graph: SkillGraph, productIds: string[] = [product]): Promise<TestView> {
  const { skillId } = await createSkill(at, { templateId: "white-square" });
  await world.database.look(`update "Skill" set "draft" = $2 where "id" = $1`, [skillId, JSON.stringify(graph)]);
  const [skill] = await world.database.look<{ draftRevision: number }>(`select "draftRevision" from "Skill" where "id" = $1`, [skillId]);
  const { runId } = await startTest(at, { skillId, revision: skill?.draftRevision ?? 0, productIds, target: { kind: "all" }, requestKey: `live-decision-${ordered += 1}` });
  return goOn(runId);
}

async function goOn(runId: string): Promise<TestView> {
  await world.runItems();
  return getTest(at, { runId });
}

const states = ({ products: [only] }: TestView) => Object.fromEntries(only?.steps.map(({ node, state }) => [node, state]) ?? []);

test("a step asks a person in the test itself, which goes on with the edited text, buys nothing again, and waits in no figure of the shop", async () => {
  const before = made.stand.charged.count;
  const waiting = await tested(skillGraph(
    [skillNode("p", "product.read"), scene(), skillNode("ok", "human.approve", { question: "Good?" }), skillNode("o", "output.save")],
    ["p.image > scene.photo", "scene.image > ok.image", "p.title > ok.text", "ok.image > o.image", "ok.text > o.altText"],
  ));
  expect(waiting).toMatchObject({ state: "running", approvals: [{ question: "Good?", node: "ok", state: "awaiting", image: { hash: expect.any(String) } }] });
  expect(states(waiting)).toEqual({ p: "done", scene: "done", ok: "waiting" });
  expect(await approvalsWaiting(at)).toBeNull();
  await decideApprovals(at, { runId: waiting.id, ids: [waiting.approvals[0]?.id ?? ""], decision: "approve", text: "Edited in the builder" });
  const done = await goOn(waiting.id);
  expect(done).toMatchObject({ state: "done", approvals: [] });
  expect(states(done)).toEqual({ p: "done", scene: "done", ok: "done", o: "done" });
  expect(done.products[0]?.steps.find(({ node }) => node === "ok")?.values).toContainEqual({ kind: "text", text: "Edited in the builder" });
  expect(made.stand.charged.count - before).toBe(1);
});

test("a call without an answer is decided in the test: bought again it goes on, given up it ends, and the first keeps its reserve", async () => {
  made.stand.fault({ kind: "lost-answer" });
  const lost = await tested(plain("A lost beach"));
  expect(lost).toMatchObject({ state: "done", products: [{ state: "uncertain", undecided: [{ title: "Atelier", url: expect.stringContaining("https://"), maxMicros: 20_000 }] }], money: { spentMicros: 0, reservedMicros: 20_000 } });
  expect(states(lost)).toEqual({ p: "done", scene: "uncertain" });
  made.stand.fault(null);
  const runId = lost.id;
  const itemId = lost.products[0]?.itemId ?? "";
  await decideUncertain(at, { runId, itemIds: [itemId], decision: "buy-again" });
  expect(await getTest(at, { runId })).toMatchObject({ state: "running", products: [{ state: "queued", undecided: [], steps: [{ node: "p" }, { node: "scene", state: "waiting" }] }] });
  const again = await goOn(runId);
  expect(states(again)).toEqual({ p: "done", scene: "done", o: "done" });
  expect(again.money).toMatchObject({ spentMicros: 20_000, reservedMicros: 20_000 });

  made.stand.fault({ kind: "lost-answer" });
  const other = await tested(plain("A beach given up"));
  await decideUncertain(at, { runId: other.id, itemIds: null, decision: "give-up" });
  const ended = await goOn(other.id);
  expect(ended).toMatchObject({ state: "done", products: [{ state: "failed", undecided: [] }] });
  expect(states(ended)).toEqual({ p: "done", scene: "failed" });
});

test("a product without a photo and one that was deleted are left out by name, and the others are tested", async () => {
  const bare = (await world.products()).filter(({ media }) => media.length > 0)[1];
  for (const { id } of bare?.media ?? []) await world.control(`products/${bare?.id.split("/").at(-1)}/media`, { op: "remove", mediaId: id });
  const gone = "gid://shopify/Product/999999";
  const view = await tested(skillGraph([skillNode("p", "product.read"), skillNode("o", "output.save")], ["p.image > o.image"]), [bare?.id ?? "", product, gone]);
  expect(view.products.map(({ productId }) => productId)).toEqual([product]);
  expect(view.leftOut).toEqual([{ productId: bare?.id, why: "No photo" }, { productId: gone, why: "Not in the shop any more" }]);
  await expect(tested(skillGraph([skillNode("p", "product.read"), skillNode("o", "output.save")], ["p.image > o.image"]), [bare?.id ?? ""])).rejects.toMatchObject({ code: "invalid_input" });
});

test("a provider that charges more than its maximum stops the test, which says why and what it has spent", async () => {
  const cheap = { ...atelierModel, price: { kind: "megapixels" as const, first: 5_000, further: 0, reference: 0 } };
  const { models } = world.context;
  Object.assign(world.context, { models: { ...models, get: (id: string) => (id === atelierModel.id ? cheap : models.get(id)) } });
  const second = (await world.products()).filter(({ media }) => media.length > 0).map(({ id }) => id).slice(0, 3);
  const { skillId } = await createSkill(at, { templateId: "white-square" });
  await world.database.look(`update "Skill" set "draft" = $2 where "id" = $1`, [skillId, JSON.stringify(plain("An expensive beach"))]);
  const [skill] = await world.database.look<{ draftRevision: number }>(`select "draftRevision" from "Skill" where "id" = $1`, [skillId]);
  const { runId } = await startTest({ ...at, models: world.context.models }, { skillId, revision: skill?.draftRevision ?? 0, productIds: second, target: { kind: "all" }, requestKey: "live-decision-overrun" });
  await world.database.look(`update "Run" set "maxRunning" = 1 where "id" = $1`, [runId]);
  const before = made.stand.charged.count;
  const stopped = await goOn(runId);
  Object.assign(world.context, { models });
  expect(stopped).toMatchObject({ state: "paused", say: expect.stringContaining("maximum"), money: { spentMicros: 20_000 } });
  expect(made.stand.charged.count - before).toBe(1);
});
