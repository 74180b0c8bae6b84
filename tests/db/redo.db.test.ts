import { randomUUID } from "node:crypto";
import { afterAll, afterEach, beforeAll, expect, test } from "vitest";
import type { WorkspaceContext } from "../../app/core/context.ts";
import type { SkillGraph } from "../../app/core/skill/graph.ts";
import { itemCalls } from "../../app/features/calls/item-calls.server.ts";
import { getOutput } from "../../app/features/reviews/get-output.server.ts";
import { listOutputs } from "../../app/features/reviews/list-outputs.server.ts";
import { NO_FILTER } from "../../app/features/reviews/review-filter.ts";
import type { OutputView } from "../../app/features/reviews/views.ts";
import { decideApprovals } from "../../app/features/runs/decide-approvals.server.ts";
import { getRun } from "../../app/features/runs/get-run.server.ts";
import { pauseRun } from "../../app/features/runs/pause-run.server.ts";
import { quoteRedos, redoOutputs } from "../../app/features/runs/redo-outputs.server.ts";
import { resumeRun } from "../../app/features/runs/resume-run.server.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { publishSkill } from "../../app/features/skills/publish-skill.server.ts";
import { atelierModel } from "../support/atelier/adapter.ts";
import { createAtelierWorld, type AtelierWorld } from "../support/atelier/world.ts";
import { skillGraph, skillNode } from "../support/skill-graph.ts";
import type { World } from "../support/world.ts";

const PRICE = 20_000;
let made: AtelierWorld;
let world: World;
let at: WorkspaceContext;

beforeAll(async () => {
  made = await createAtelierWorld();
  ({ world } = made);
  ({ at } = world);
  await made.newKey();
});
afterAll(() => made.close());
afterEach(() => made.stand.fault(null));

const scene = (id: string, more: object = {}) => skillNode(id, "image.generate", { model: atelierModel.id, ...more });

/** Runs a graph on one product to its end, and gives what it made. */
async function ran(graph?: SkillGraph): Promise<{ runId: string; outputs: readonly OutputView[] }> {
  let { versionId } = made;
  if (graph) {
    const { skillId } = await createSkill(at, { templateId: "white-square" });
    await world.database.look(`update "Skill" set "draft" = $2 where "id" = $1`, [skillId, JSON.stringify(graph)]);
    ({ versionId } = await publishSkill(at, { skillId, note: "" }));
  }
  const runId = await made.start(versionId);
  await world.runItems();
  if ((await getRun(at, { runId })).approvalCount > 0) {
    await decideApprovals(at, { runId, ids: null, decision: "approve", text: null });
    await world.runItems();
  }
  return { runId, outputs: await outputsOf(runId) };
}

const outputsOf = async (runId: string) => (await listOutputs(at, { state: null, runId, after: null })).outputs;
const idOf = (outputs: readonly OutputView[], index = 0) => outputs[index]?.id ?? "";
const redo = (id: string, seen: number, note = "") => redoOutputs(at, { redos: [{ id, seen }], note });

test("a redo buys one step once, however often and from wherever it is asked, and stands beside the image that it was made from", async () => {
  const { runId, outputs } = await ran();
  const id = idOf(outputs);
  const before = made.stand.charged.count;
  expect(await getOutput(at, { outputId: id })).toMatchObject({ redoMicros: PRICE, noRedo: null, redos: [] });
  expect(await quoteRedos(at, { ids: [id] })).toEqual({ possible: 1, maximumMicros: PRICE, refused: [] });
  const pressed = await Promise.all([redo(id, 0, "More light"), redo(id, 0, "More light"), redo(id, 0, "From another window")]);
  expect(pressed.flatMap(({ started }) => started)).toEqual([id]);
  expect(await getRun(at, { runId })).toMatchObject({ state: "running", itemCount: 2, money: { capMicros: 2 * PRICE } });
  expect((await getOutput(at, { outputId: id })).redos).toMatchObject([{ number: 1, over: false }]);
  await world.runItems();
  expect(made.stand.charged.count - before).toBe(1);
  expect(await getRun(at, { runId })).toMatchObject({ state: "done", itemCount: 2, counts: { done: 2 }, money: { spentMicros: 2 * PRICE, reservedMicros: 0, capMicros: 2 * PRICE } });
  const beside = await getOutput(at, { outputId: id });
  expect(beside.candidates).toMatchObject([{ id, place: 1, of: 2, redos: 1, redoing: false }, { place: 2, of: 2, state: "awaiting" }]);
  expect(beside.redos).toMatchObject([{ number: 1, over: true, done: true }]);
  const itemId = beside.redos[0]?.itemId ?? "";
  expect(await itemCalls(at, { itemId })).toMatchObject([{ node: "scene", state: "done", costMicros: PRICE }]);
  // A window that has not seen the first redo does not buy another one.
  expect((await redo(id, 0, "Late")).started).toEqual([]);
  // Who has seen it may.
  expect((await redo(id, 1, "Warmer")).started).toEqual([id]);
  const [, second] = beside.candidates;
  expect((await redo(second?.id ?? "", 0, "Darker")).started).toEqual([second?.id]);
  await world.runItems();
  expect(made.stand.charged.count - before).toBe(3);
  const notes = await world.database.look<{ notes: string[] }>(`select "redo"->'notes' as notes from "Item" where "redoOf" is not null and "runId" = $1 order by "position"`, [runId]);
  expect(notes.map((row) => row.notes)).toEqual([["More light"], ["Warmer"], ["More light", "Darker"]]);
  expect((await outputsOf(runId)).map(({ place, of }) => [place, of])).toEqual([[1, 4], [2, 4], [3, 4], [4, 4]]);
});

test("of a skill that makes several images one is made once more: other calls are taken as they were, and a person is not asked again", async () => {
  const graph = skillGraph(
    [skillNode("p", "product.read"), scene("a", { prompt: "A" }), scene("b", { prompt: "B" }), skillNode("ok", "human.approve", { question: "Good?" }), scene("wide", { prompt: "Wide" }), skillNode("o", "output.save"), skillNode("o2", "output.save")],
    ["p.image > a.photo", "p.image > b.photo", "a.image > ok.image", "ok.image > wide.photo", "wide.image > o.image", "b.image > o2.image"],
  );
  const { runId, outputs } = await ran(graph);
  expect(outputs).toHaveLength(2);
  const before = made.stand.charged.count;
  await redo(idOf(outputs, 0), 0, "Wider");
  await redo(idOf(outputs, 1), 0, "Brighter");
  await world.runItems();
  expect(made.stand.charged.count - before).toBe(2);
  const bought = await world.database.look<{ node: string }>(`select c."node" from "Call" c join "Item" i on i."id" = c."itemId" where i."runId" = $1 and i."redoOf" is not null and c."state" = 'done' order by 1`, [runId]);
  expect(bought.map(({ node }) => node).sort()).toEqual(["b", "wide"]);
  expect(await getRun(at, { runId })).toMatchObject({ state: "done", approvalCount: 0, counts: { done: 3 } });
  expect(await outputsOf(runId)).toHaveLength(4);
});

test("a redo without an answer is uncertain like any call, and one that fails says why and can be asked for again", async () => {
  const { runId, outputs } = await ran();
  const id = idOf(outputs);
  made.stand.fault({ kind: "moderated" });
  await redo(id, 0);
  await world.runItems();
  expect((await getOutput(at, { outputId: id })).redos).toMatchObject([{ over: true, done: false, say: expect.stringMatching(/refused|motif/i) }]);
  made.stand.fault(null);
  expect((await redo(id, 1)).started).toEqual([id]);
  await world.runItems();
  expect(await outputsOf(runId)).toHaveLength(2);
});

test("what cannot be made once more says why, and costs nothing", async () => {
  const { runId, outputs } = await ran();
  const [id, gone] = [idOf(outputs), randomUUID()];
  await redo(id, 0);
  await pauseRun(at, { runId });
  expect(await redo(id, 1)).toEqual({ started: [], refused: [{ id, why: expect.stringContaining("is paused") }] });
  await resumeRun(at, { runId });
  await world.runItems();
  expect((await redo(gone, 0)).refused).toEqual([{ id: gone, why: "This image is not here any more." }]);
  expect(await redoOutputs({ ...at, workspaceId: randomUUID() }, { redos: [{ id, seen: 1 }], note: "" })).toMatchObject({ started: [], refused: [{ id }] });
  const free = await ran(skillGraph([skillNode("p", "product.read"), skillNode("o", "output.save")], ["p.image > o.image"]));
  expect((await redo(idOf(free.outputs), 0)).refused[0]?.why).toContain("Nothing is bought");
});

test("images are found by the model and the cost that made them", async () => {
  const by = async (more: object) => (await listOutputs(at, { state: "awaiting", runId: null, after: null, more: { ...NO_FILTER, ...more } })).total;
  const all = await by({});
  expect(await by({ model: atelierModel.id })).toBeGreaterThan(0);
  expect(await by({ cost: "free" }) + await by({ cost: "to-5" }) + await by({ cost: "to-20" }) + await by({ cost: "over-20" })).toBe(all);
  expect((await listOutputs(at, { state: "awaiting", runId: null, after: null })).models).toContainEqual({ id: atelierModel.id, label: "Sketch" });
});
