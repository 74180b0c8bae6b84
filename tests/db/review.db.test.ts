import { randomUUID } from "node:crypto";
import fs from "node:fs";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { getRunForm } from "../../app/features/runs/get-run-form.server.ts";
import { startRun } from "../../app/features/runs/start-run.server.ts";
import { assignOutputs } from "../../app/features/reviews/assign-outputs.server.ts";
import { commentOutput, OutputComment } from "../../app/features/reviews/comment-output.server.ts";
import { listAssets } from "../../app/features/assets/list-assets.server.ts";
import { decideOutputs } from "../../app/features/reviews/decide-outputs.server.ts";
import { getOutput } from "../../app/features/reviews/get-output.server.ts";
import { listOutputs, markOutputs, readOutputs } from "../../app/features/reviews/list-outputs.server.ts";
import { NO_FILTER, type ReviewFilter } from "../../app/features/reviews/review-filter.ts";
import type { ReviewPage } from "../../app/features/reviews/views.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { manyOutputs } from "../support/many-outputs.ts";
import { createWorld, type World } from "../support/world.ts";

const naughty = z.array(z.string()).parse(JSON.parse(fs.readFileSync("../shared/corpora/blns/blns.json", "utf8")));
let world: World;
let runId: string;

beforeAll(async () => {
  world = await createWorld();
  const { skillId } = await createSkill(world.at, { templateId: "white-square" });
  const { versionId } = await getRunForm(world.at, { skillId });
  ({ runId } = await startRun(world.at, { versionId, selection: { kind: "products", ids: ["gid://shopify/Product/1001", "gid://shopify/Product/1003", "gid://shopify/Product/1005"] }, answers: {}, requestKey: "review-test" }));
  await world.runItems();
});
afterAll(() => world.close());

const list = (more: Partial<ReviewFilter> = {}, focus: string | null = null): Promise<ReviewPage> => {
  const { state, run, ...rest } = { ...NO_FILTER, ...more };
  return listOutputs(world.at, { state: state === "all" ? null : state, runId: run, after: null, more: rest, focus });
};
/** Every page of an open list, as the page reads them. */
async function allOf(page: ReviewPage, filter: ReviewFilter = NO_FILTER, keep: readonly string[] = []): Promise<string[]> {
  const ids: string[] = [];
  for (let at = 0; at <= page.ends.length; at += 1) {
    const { outputs } = await readOutputs(world.at, { filter, from: page.ends[at - 1] ?? null, until: page.ends[at] ?? null, stays: { since: new Date(page.at), ids: keep } });
    ids.push(...outputs.map(({ id }) => id));
  }
  return ids;
}

test("two thousand images are read page by page by their places, each once and in order, and the first answer does not grow with them", async () => {
  const few = JSON.stringify(await list()).length;
  await manyOutputs(world.database.look, runId, 2_000);
  const page = await list();
  expect(page).toMatchObject({ total: 2_003, page: 0, focusAt: null, counts: { awaiting: 2_003 } });
  expect(page.outputs).toHaveLength(60);
  expect(page.ends).toHaveLength(33);
  const ids = await allOf(page);
  expect(new Set(ids).size).toBe(2_003);
  expect(ids.slice(0, 60)).toEqual(page.outputs.map(({ id }) => id));
  // Sixty images instead of three, and a key for each page.
  expect(JSON.stringify(page).length).toBeLessThan(few * 25);
  const middle = ids[1_234] ?? "";
  const opened = await list({}, middle);
  expect([opened.focusAt, opened.page, opened.outputs[1_234 % 60]?.id]).toEqual([1_234, 20, middle]);
  const next = await listOutputs(world.at, { state: "awaiting", runId: null, after: page.next });
  expect(next.outputs[0]?.id).toBe(ids[60]);
});

test("what is decided after a list was opened stays in its place in it, by whomever, and is gone from the next one", async () => {
  const page = await list();
  const before = await allOf(page);
  const [first = "", second = ""] = [before[70], before[71]];
  await decideOutputs(world.at, { ids: [first], decision: "approve" });
  await decideOutputs(await world.enter("77"), { ids: [second], decision: "reject" });
  expect(await allOf(page)).toEqual(before);
  expect((await list()).total).toBe(2_001);
  const approved = await list({ state: "approved" });
  await decideOutputs(world.at, { ids: [first], decision: "undo" });
  const filter = { ...NO_FILTER, state: "approved" as const };
  expect(await allOf(approved, filter)).toEqual([]);
  expect(await allOf(approved, filter, [first])).toEqual([first]);
  await decideOutputs(world.at, { ids: [second], decision: "restore" });
});

test("all of a list is chosen unseen, and five hundred are saved and taken back in one go", async () => {
  const page = await list();
  const { marks } = await markOutputs(world.at, { filter: NO_FILTER });
  expect(marks.map(({ id }) => id)).toEqual(await allOf(page));
  expect(marks[0]).toEqual({ id: page.outputs[0]?.id, state: "awaiting", expiresAt: page.outputs[0]?.expiresAt, publishedAt: null, redos: 0 });
  const ids = marks.slice(0, 500).map(({ id }) => id);
  const decided = async (decision: "approve" | "undo") => {
    const { changed, missed } = await decideOutputs(world.at, { ids, decision });
    return { changed: changed.length, missed: missed.length, saved: (await listAssets(world.at, { folderId: null, search: "", after: null })).total };
  };
  expect(await decided("approve")).toEqual({ changed: 500, missed: 0, saved: 500 });
  const assets = await world.database.look(`select 1 from "Output" o join "Asset" a on a."id" = o."assetId" and a."hash" = o."hash" and a."record"->>'outputId' = o."id"::text where o."state" = 'approved'`);
  expect(assets).toHaveLength(500);
  expect(await decided("undo")).toEqual({ changed: 500, missed: 0, saved: 0 });
  expect((await list()).counts).toMatchObject({ awaiting: 2_003, approved: 0 });
});

test("filters find by product, cost, run and who is asked, also with signs that mean something to a search", async () => {
  const [output] = (await list()).outputs;
  const title = output?.productTitle ?? "";
  const found = await list({ product: title.slice(1, 5).toUpperCase() });
  expect(found.total).toBeGreaterThan(0);
  expect(found.outputs.every(({ productTitle }) => productTitle.toLowerCase().includes(title.slice(1, 5).toLowerCase()))).toBe(true);
  for (const product of ["%", "_", "\\", "'; drop table \"Output\"; --"]) expect((await list({ product })).total).toBe(0);
  expect((await list({ cost: "free" })).total).toBe(2_003);
  expect((await list({ cost: "to-5" })).total).toBe(0);
  expect((await list({ model: "gemini/none" })).total).toBe(0);
  expect((await list({ run: runId })).total).toBe(2_003);
  expect((await list({ run: randomUUID() })).total).toBe(0);
});

test("an image is assigned to a member, who finds it under what is theirs; to nobody else, and to no stranger", async () => {
  const other = await world.enter("4711");
  const ids = (await list()).outputs.slice(0, 3).map(({ id }) => id);
  expect(await assignOutputs(world.at, { ids, memberId: other.actor.memberId })).toEqual({ assigned: 3 });
  expect((await list({ mine: true })).total).toBe(0);
  const theirs = await listOutputs(other, { state: "awaiting", runId: null, after: null, more: { ...NO_FILTER, mine: true } });
  expect(theirs).toMatchObject({ total: 3, counts: { mine: 3 }, outputs: ids.map((id) => ({ id, assignedTo: other.actor.memberId })) });
  await expect(assignOutputs(world.at, { ids, memberId: randomUUID() })).rejects.toMatchObject({ code: "not_found" });
  await decideOutputs(other, { ids: ids.slice(0, 1), decision: "approve" });
  expect((await listOutputs(other, { state: "awaiting", runId: null, after: null })).counts.mine).toBe(2);
  await assignOutputs(world.at, { ids, memberId: null });
  expect((await listOutputs(other, { state: "awaiting", runId: null, after: null })).counts.mine).toBe(0);
});

test("comments are kept as they were written, whatever they hold, in their order; too long or empty ones are refused", async () => {
  const outputId = (await list()).outputs[0]?.id ?? "";
  const said = naughty.filter((text) => text.trim() !== "").map((text) => OutputComment.parse({ outputId, text: text.slice(0, 2_000) }));
  for (const comment of said.slice(0, 60)) {
    await commentOutput(world.at, comment);
    world.pass(1_000);
  }
  const { comments } = await getOutput(world.at, { outputId });
  expect(comments.map(({ text }) => text)).toEqual(said.slice(0, 60).map(({ text }) => text));
  expect(comments.every(({ memberId }) => memberId === world.at.actor.memberId)).toBe(true);
  expect((await list({}, outputId)).outputs[0]?.comments).toBe(60);
  for (const text of ["", "   ", "x".repeat(2_001)]) expect(OutputComment.safeParse({ outputId, text }).success).toBe(false);
});

test("another workspace finds none of these images: not to list, look at, assign or comment", async () => {
  const outputId = (await list()).outputs[0]?.id ?? "";
  const stranger = { ...world.at, workspaceId: randomUUID() };
  expect((await listOutputs(stranger, { state: null, runId: null, after: null })).total).toBe(0);
  await expect(getOutput(stranger, { outputId })).rejects.toMatchObject({ code: "not_found" });
  await expect(commentOutput(stranger, { outputId, text: "Hello" })).rejects.toMatchObject({ code: "not_found" });
  expect(await assignOutputs(stranger, { ids: [outputId], memberId: null })).toEqual({ assigned: 0 });
  expect((await readOutputs(stranger, { filter: NO_FILTER, from: null, until: null, stays: { since: new Date(), ids: [outputId] } })).outputs).toEqual([]);
});

test("a redo of an image for which nothing was bought is refused with the reason", async () => {
  const outputId = (await list()).outputs[0]?.id ?? "";
  expect(await getOutput(world.at, { outputId })).toMatchObject({ redoMicros: null, noRedo: expect.stringContaining("Nothing is bought") });
});
