import { afterAll, beforeAll, expect, test } from "vitest";
import type { WorkspaceContext } from "../../app/core/context.ts";
import { Secret } from "../../app/core/secret.ts";
import type { SkillGraph } from "../../app/core/skill/graph.ts";
import { listNotices } from "../../app/features/accounts/list-notices.server.ts";
import { addKey } from "../../app/features/keys/add-key.server.ts";
import { verifyKey } from "../../app/features/keys/verify-key.server.ts";
import { expireImages } from "../../app/features/reviews/expire.server.ts";
import { ItemPause } from "../../app/features/calls/item-pause.ts";
import { pauseItem } from "../../app/features/runs/settle-item.server.ts";
import { cancelRun } from "../../app/features/runs/cancel-run.server.ts";
import { decideApprovals } from "../../app/features/runs/decide-approvals.server.ts";
import { endWaiting } from "../../app/features/runs/end-waiting.server.ts";
import { getItem } from "../../app/features/runs/get-item.server.ts";
import { getRun } from "../../app/features/runs/get-run.server.ts";
import { approvalsWaiting } from "../../app/features/runs/list-approvals.server.ts";
import { retryItems } from "../../app/features/runs/retry-items.server.ts";
import { startRun } from "../../app/features/runs/start-run.server.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { publishSkill } from "../../app/features/skills/publish-skill.server.ts";
import { skillGraph, skillNode } from "../support/skill-graph.ts";
import { createWorld, type World } from "../support/world.ts";

const DAY = 86_400_000;
const ONE = ["gid://shopify/Product/1001"];
let world: World;
let at: WorkspaceContext;
let started = 0;

beforeAll(async () => {
  world = await createWorld({ shelf: "sandbox" });
  ({ at } = world);
  world.sandbox.settings.fastPictures = true;
  const { keyId } = await addKey({ ...at, vault: world.webVault }, { provider: "gemini", label: "Studio", key: new Secret("AIza-sandbox-approve-01") });
  await verifyKey(at, { workspaceId: at.workspaceId, keyId, version: 1 }, AbortSignal.timeout(5000));
});
afterAll(() => world.close());

/** Publishes a graph and runs it until everything waits or has ended. */
async function run(graph: SkillGraph, ids: readonly string[] = ONE): Promise<string> {
  const { skillId } = await createSkill(at, { templateId: "white-square" });
  await world.database.look(`update "Skill" set "draft" = $2 where "id" = $1`, [skillId, JSON.stringify(graph)]);
  const { versionId } = await publishSkill(at, { skillId, note: "" });
  const { runId } = await startRun(at, { versionId, selection: { kind: "products", ids: [...ids] }, answers: {}, requestKey: `approval-test-${started += 1}` });
  await world.runItems();
  return runId;
}

/** Free of cost: the photo is decided on, and its alt text is the edited title. */
const plain = (params: Readonly<Record<string, string | number>> = {}) => skillGraph([skillNode("p", "product.read"), skillNode("ok", "human.approve", { question: "Good?", ...params }), skillNode("o", "output.save")], ["p.image > ok.image", "p.title > ok.text", "ok.image > o.image", "ok.text > o.altText"]);
const calls = (runId: string) => world.database.look(`select "node", "index" from "Call" where "runId" = $1 and "state" <> 'released' order by 1, 2`, [runId]);
const pictures = async (runId: string) => (await world.database.look(`select 1 from "ImageUse" u join "Approval" a on a."id" = u."subject" where a."runId" = $1`, [runId])).length;
const notices = async () => (await listNotices(at)).filter(({ kind }) => kind === "approval-waiting").map(({ path }) => path);
const decide = (runId: string, decision: "approve" | "reject", ids: string[] | null = null, text: string | null = null) => decideApprovals(at, { runId, ids, decision, text });

test("an item waits for a person without a worker, goes on with the edited text, and buys nothing again", async () => {
  const runId = await run(skillGraph(
    [skillNode("p", "product.read"), skillNode("scene", "image.generate"), skillNode("ok", "human.approve", { question: "Make it large?", days: 3 }), skillNode("wide", "image.generate", { prompt: "Wide" }), skillNode("o", "output.save")],
    ["p.image > scene.photo", "scene.image > ok.image", "p.title > ok.text", "ok.image > wide.photo", "ok.text > o.altText", "wide.image > o.image"],
  ));
  expect(await calls(runId)).toEqual([{ node: "scene", index: 0 }]);
  const waiting = await getRun(at, { runId });
  expect(waiting).toMatchObject({ counts: { waiting: 1 }, approvalCount: 1, approvals: [{ question: "Make it large?", state: "awaiting", image: { hash: expect.any(String) } }], needs: [{ reason: "needs_approval", say: "“Make it large?” waits for a decision." }] });
  const [asked] = waiting.approvals;
  expect(Date.parse(waiting.items[0]?.expiresAt ?? "")).toBeCloseTo(world.now().getTime() + 3 * DAY, -5);
  expect(await pictures(runId)).toBe(1);
  // What was done before is seen while it waits.
  const waits = (await getItem(at, { runId, itemId: asked?.itemId ?? "" })).steps.map(({ node, state }) => [node, state]);
  expect(waits).toEqual([["p", "done"], ["scene", "done"], ["ok", "waiting"]]);
  expect(waiting.asking).toBe(1);
  expect(await notices()).toEqual([`runs/${runId}`]);
  expect(await approvalsWaiting(at)).toEqual({ runId, count: 1 });

  await decide(runId, "approve", [asked?.id ?? ""], "Edited by hand");
  expect(await pictures(runId)).toBe(0);
  expect(await notices()).toEqual([]);
  await world.runItems();
  expect(await getRun(at, { runId })).toMatchObject({ state: "done", counts: { done: 1 }, items: [{ altText: "Edited by hand" }], approvalCount: 0 });
  expect(await calls(runId)).toEqual([{ node: "scene", index: 0 }, { node: "wide", index: 0 }]);
  const { approvals, steps } = await getItem(at, { runId, itemId: asked?.itemId ?? "" });
  expect(steps.map(({ node, state }) => [node, state])).toEqual(["p", "scene", "ok", "wide", "o"].map((node) => [node, "done"]));
  expect(approvals).toMatchObject([{ state: "approved", text: "Edited by hand", byPerson: true, image: null }]);
  await expect(decide(runId, "reject", [asked?.id ?? ""])).rejects.toMatchObject({ code: "conflict" });
});

test("what was bought before a long wait is still there when it goes on", async () => {
  const runId = await run(skillGraph([skillNode("p", "product.read"), skillNode("scene", "image.generate"), skillNode("ok", "human.approve", { days: 14 }), skillNode("o", "output.save")], ["p.image > scene.photo", "scene.image > ok.image", "ok.image > o.image"]));
  world.pass(14 * DAY - 60_000);
  await decide(runId, "approve");
  world.pass(DAY);
  await expireImages(world.context);
  await world.runItems();
  expect((await getRun(at, { runId })).counts.done).toBe(1);
  expect(await calls(runId)).toHaveLength(1);
});

test("many are decided at once, some one by one, and a rejection ends the way behind it", async () => {
  const products = (await world.products()).filter(({ media }) => media.length > 0).slice(0, 12).map(({ id }) => id);
  const runId = await run(plain(), products);
  const { approvals, approvalCount } = await getRun(at, { runId });
  expect(approvalCount).toBe(products.length);
  expect(await decide(runId, "reject", approvals.slice(0, 2).map(({ id }) => id))).toEqual({ decided: 2 });
  expect(await decide(runId, "approve")).toEqual({ decided: products.length - 2 });
  await world.runItems();
  const { counts, items } = await getRun(at, { runId });
  expect(counts.done).toBe(products.length);
  expect(items.map(({ outputs }) => outputs)).toEqual(products.map((_id, place) => (place < 2 ? 0 : 1)));
  expect(await pictures(runId)).toBe(0);
});

test("nobody decides: the product is given up or goes on as the step says, and one that was given up can be asked again", async () => {
  const [stopped, goes] = [await run(plain({ days: 1 })), await run(plain({ days: 1, atExpiry: "go-on" }))];
  world.pass(DAY + 1000);
  expect(await endWaiting(world.context)).toBe(1);
  expect(await endWaiting(world.context)).toBe(0);
  await world.runItems();
  expect(await getRun(at, { runId: stopped })).toMatchObject({ state: "done", counts: { expired: 1 }, items: [{ say: expect.stringContaining("Nobody decided") }] });
  expect(await getRun(at, { runId: goes })).toMatchObject({ state: "done", counts: { done: 1 }, items: [{ outputs: 1 }] });
  expect([await pictures(stopped), await pictures(goes)]).toEqual([0, 0]);
  const itemId = (await getRun(at, { runId: goes })).items[0]?.id ?? "";
  expect((await getItem(at, { runId: goes, itemId })).approvals).toMatchObject([{ state: "approved", byPerson: false }]);
  await retryItems(at, { runId: stopped, itemIds: null });
  await world.runItems();
  expect((await getRun(at, { runId: stopped })).approvalCount).toBe(1);
  await decide(stopped, "approve");
  await world.runItems();
  expect((await getRun(at, { runId: stopped })).counts.done).toBe(1);
});

test("several questions of one product are asked at once, and it goes on after the last", async () => {
  const runId = await run(skillGraph([skillNode("p", "product.read"), skillNode("a", "human.approve", { question: "A?", days: 2 }), skillNode("b", "human.approve", { question: "B?", days: 5 }), skillNode("o", "output.save"), skillNode("o2", "output.save")], ["p.image > a.image", "p.image > b.image", "a.image > o.image", "b.image > o2.image"]));
  const { approvals } = await getRun(at, { runId });
  expect(approvals.map(({ question }) => question)).toEqual(["A?", "B?"]);
  await decide(runId, "approve", [approvals[0]?.id ?? ""]);
  await world.runItems();
  const left = await getRun(at, { runId });
  expect(left).toMatchObject({ counts: { waiting: 1 }, approvalCount: 1 });
  expect(Date.parse(left.items[0]?.expiresAt ?? "")).toBeCloseTo(world.now().getTime() + 5 * DAY, -5);
  await decide(runId, "reject", [approvals[1]?.id ?? ""]);
  await world.runItems();
  expect((await getRun(at, { runId })).items).toMatchObject([{ state: "done", outputs: 1 }]);
});

test("a decision that comes before the item has come to rest is not lost", async () => {
  const runId = await run(plain());
  // As it is between the question and the pause: the row is there, the item still runs.
  await world.database.look(`update "Item" set "state" = 'running', "admittedAt" = now() where "runId" = $1`, [runId]);
  await decide(runId, "approve");
  const [item] = await world.database.look<{ id: string; epoch: number }>(`select "id", "epoch" from "Item" where "runId" = $1`, [runId]);
  await pauseItem(at, { itemId: item?.id ?? "", runId, epoch: item?.epoch ?? 0, wakes: 0 }, new ItemPause("needs_approval", "a person is asked", { until: null, expiresAt: world.now() }));
  await world.runItems();
  expect((await getRun(at, { runId })).counts.done).toBe(1);
});

test("a cancelled run takes its questions and their pictures back", async () => {
  const runId = await run(plain());
  await cancelRun(at, { runId });
  expect(await pictures(runId)).toBe(0);
  expect(await notices()).toEqual([]);
  expect(await approvalsWaiting(at)).toBeNull();
  expect(await decide(runId, "approve")).toEqual({ decided: 0 });
  expect((await getRun(at, { runId })).counts.cancelled).toBe(1);
});
