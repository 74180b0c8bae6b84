import fs from "node:fs";
import path from "node:path";
import { afterAll, beforeAll, expect, test } from "vitest";
import { sweepsOf } from "../../app/jobs/sweeps.server.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { getRunForm } from "../../app/features/runs/get-run-form.server.ts";
import { getRun } from "../../app/features/runs/get-run.server.ts";
import { startRun } from "../../app/features/runs/start-run.server.ts";
import { listNotices } from "../../app/features/accounts/list-notices.server.ts";
import { decideOutputs } from "../../app/features/reviews/decide-outputs.server.ts";
import { listOutputs } from "../../app/features/reviews/list-outputs.server.ts";
import { versionResults } from "../../app/features/reviews/version-results.server.ts";
import { listAssets } from "../../app/features/assets/list-assets.server.ts";
import { planPublication } from "../../app/features/publications/plan-publication.server.ts";
import { startPublication } from "../../app/features/publications/start-publication.server.ts";
import { getPublication } from "../../app/features/publications/get-publication.server.ts";
import { undoPublication } from "../../app/features/publications/undo-publication.server.ts";
import { deleteLooseFiles } from "../../app/features/publications/delete-loose-files.server.ts";
import { createWorld, type ShopProduct, type World } from "../support/world.ts";

let world: World;
let before: ShopProduct[];
let runId: string;

beforeAll(async () => {
  world = await createWorld();
  before = await world.products();
});
afterAll(() => world.close());

test("a skill from a template runs over the whole shop; products without a photo are left out and the bad photo fails alone with its reason", async () => {
  const { skillId } = await createSkill(world.at, { templateId: "white-square" });
  const form = await getRunForm(world.at, { skillId });
  const order = { versionId: form.versionId, selection: { kind: "search" as const, query: "" }, answers: {}, requestKey: "first-run" };
  ({ runId } = await startRun(world.at, order));
  expect((await startRun(world.at, order)).runId).toBe(runId);
  await world.runItems();
  const run = await getRun(world.at, { runId });
  expect(run.counts).toMatchObject({ done: 9, failed: 1, queued: 0, running: 0 });
  expect(run.state).toBe("done");
  expect(await versionResults(world.at, { skillId })).toEqual({ [form.versionId]: { images: 9, costMicros: null, newest: expect.objectContaining({ width: expect.any(Number) }) } });
  expect(run.leftOut.map(({ title }) => title).sort()).toEqual(["Pendant Dome", "Reading Clip"]);
  expect(run.needs).toMatchObject([{ reason: "background_unclear", state: "failed", items: [{ title: "Hand Wash" }] }]);
  expect((await listNotices(world.at)).map(({ text }) => text).join()).toContain("9 done, 1 failed");
});

test("approved images are saved into the library, rejected ones can be restored for their time and are gone after it", async () => {
  const { outputs } = await listOutputs(world.at, { state: "awaiting", runId, after: null });
  expect(outputs).toHaveLength(9);
  const [first, second, ...rest] = outputs.map(({ id }) => id);
  if (!first || !second) throw new Error("no outputs");
  await decideOutputs(world.at, { ids: [first, second], decision: "reject" });
  await decideOutputs(world.at, { ids: [second], decision: "restore" });
  expect((await decideOutputs(world.at, { ids: [second, ...rest], decision: "approve" })).changed).toHaveLength(8);
  expect((await listAssets(world.at, { folderId: null, search: "", after: null })).total).toBe(8);
  world.pass(61 * 60_000);
  await runSweeps();
  expect((await decideOutputs(world.at, { ids: [first], decision: "restore" })).missed[0]?.why).toContain("deleted");
  const [hash] = outputs.filter(({ id }) => id === first).map(({ image }) => image.hash);
  expect(blobsOf(hash ?? "")).toBe(false);
});

test("a publication puts the images on the products, and undo gives back every image, position, alt text and variant link", async () => {
  const plan = await planPublication(world.at, { outputIds: null });
  expect(plan.imageCount).toBe(8);
  const { publicationId } = await startPublication(world.at, {
    products: plan.rows.map((row, index) => ({
      productId: row.productId,
      outputs: row.outputs.map(({ id }) => ({ id, altText: `New picture of ${row.title}`, place: index % 3 === 0 ? "first" as const : index % 3 === 1 ? "after-first" as const : "last" as const, link: "bare" as const })),
    })),
  });
  await world.runJobs();
  const published = await getPublication(world.at, { publicationId });
  expect(published.rows.map(({ state, say }) => ({ state, say }))).toEqual(published.rows.map(() => ({ state: "published", say: null })));
  const now = await world.products();
  for (const [index, row] of plan.rows.entries()) {
    const product = now.find(({ id }) => id === row.productId);
    const place = product?.media.findIndex(({ alt }) => alt === `New picture of ${row.title}`);
    const last = (product?.media.length ?? 0) - 1;
    expect(place).toBe(index % 3 === 0 ? 0 : index % 3 === 1 ? Math.min(1, last) : last);
    expect(product?.variants.every(({ mediaId }) => mediaId !== null)).toBe(true);
  }
  await undoPublication(world.at, { publicationId, ids: null });
  await world.runJobs();
  expect(mediaOf(await world.products())).toEqual(mediaOf(before));
  const undone = await getPublication(world.at, { publicationId });
  expect(undone.rows.every(({ state, kept }) => state === "undone" && kept.length === 0)).toBe(true);
  expect((await deleteLooseFiles(world.at, { publicationId })).deleted).toBe(8);
});

test("after an undo the same images can be published again", async () => {
  expect((await planPublication(world.at, { outputIds: null })).imageCount).toBe(8);
});

/** What a merchant would notice: the media in their order, with alt texts and the variants that show them. */
function mediaOf(products: readonly ShopProduct[]) {
  return products.map(({ handle, media, variants }) => ({ handle, media: media.map(({ id, alt, sha256 }) => ({ id, alt, sha256 })), variants }));
}

function blobsOf(hash: string): boolean {
  return fs.existsSync(path.join(world.blobFolder, world.at.workspaceId, hash.slice(0, 2), hash));
}

async function runSweeps(): Promise<void> {
  for (const sweep of sweepsOf(world.context, async () => undefined)) await sweep.run();
}
