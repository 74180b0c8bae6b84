import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { z } from "zod";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { getRunForm } from "../../app/features/runs/get-run-form.server.ts";
import { getRun } from "../../app/features/runs/get-run.server.ts";
import { cancelRun } from "../../app/features/runs/cancel-run.server.ts";
import { pauseRun } from "../../app/features/runs/pause-run.server.ts";
import { resumeRun } from "../../app/features/runs/resume-run.server.ts";
import { retryItems } from "../../app/features/runs/retry-items.server.ts";
import { startRun } from "../../app/features/runs/start-run.server.ts";
import { decideOutputs } from "../../app/features/reviews/decide-outputs.server.ts";
import { listOutputs } from "../../app/features/reviews/list-outputs.server.ts";
import { deleteLooseFiles } from "../../app/features/publications/delete-loose-files.server.ts";
import { startPublication } from "../../app/features/publications/start-publication.server.ts";
import { getPublication } from "../../app/features/publications/get-publication.server.ts";
import { planPublication } from "../../app/features/publications/plan-publication.server.ts";
import { undoPublication } from "../../app/features/publications/undo-publication.server.ts";
import { createWorld, SHOP, type World } from "../support/world.ts";

let world: World;
let versionId: string;
let runs = 0;

beforeAll(async () => {
  world = await createWorld();
  const { skillId } = await createSkill(world.at, { templateId: "marketplace-main" });
  ({ versionId } = await getRunForm(world.at, { skillId }));
});
beforeEach(async () => {
  await world.control("reset", {});
  await world.control("settings", { tokenSeconds: 3600 });
});
afterAll(() => world.close());

async function start(handles: readonly string[]): Promise<string> {
  const ids = await Promise.all(handles.map(async (handle) => (await world.product(handle)).id));
  runs += 1;
  return (await startRun(world.at, { versionId, selection: { kind: "products", ids }, answers: {}, requestKey: `mishap-${runs}` })).runId;
}

/** Runs, approves everything and publishes it, with the jobs still to be run. */
async function publish(handles: readonly string[]): Promise<string> {
  const runId = await start(handles);
  await world.runItems();
  const { outputs } = await listOutputs(world.at, { state: "awaiting", runId, after: null });
  await decideOutputs(world.at, { ids: outputs.map(({ id }) => id), decision: "approve" });
  const products = outputs.map(({ id, productId }) => ({ productId, outputs: [{ id, altText: "Ours", place: "first" as const, link: "none" as const }] }));
  return (await startPublication(world.at, { products })).publicationId;
}

test("a run that is paused admits nothing, goes on when resumed, and keeps what it has when cancelled", async () => {
  const runId = await start(["alba-vase", "morning-mug", "low-bowl"]);
  await pauseRun(world.at, { runId });
  await world.runItems();
  expect((await getRun(world.at, { runId })).counts).toMatchObject({ queued: 3, done: 0 });
  await resumeRun(world.at, { runId });
  await world.runItems();
  expect((await getRun(world.at, { runId })).counts.done).toBe(3);
  const other = await start(["zip-pouch"]);
  await cancelRun(world.at, { runId: other });
  await world.runItems();
  expect(await getRun(world.at, { runId: other })).toMatchObject({ state: "cancelled", counts: { cancelled: 1 } });
});

test("a photo that cannot be fetched waits and is tried again by itself; one that is gone fails with its reason and can be retried", async () => {
  await world.control("faults", { rules: [{ match: "cdn", kind: "500", times: 1 }] });
  const runId = await start(["alba-vase"]);
  await world.runItems();
  expect(await getRun(world.at, { runId })).toMatchObject({ state: "running", counts: { waiting: 1 }, needs: [{ reason: "download_failed" }] });
  await world.database.look(`update "Item" set "until" = now() - interval '1 second' where "state" = 'waiting'`);
  await world.runItems();
  expect((await getRun(world.at, { runId })).counts.done).toBe(1);

  const gone = await start(["morning-mug"]);
  const mug = await world.product("morning-mug");
  await world.control("reset", {});
  await world.database.look(`update "Item" set "product" = replace("product"::text, '/cdn/shop/files/', '/cdn/shop/files/gone-')::jsonb where "runId" = $1`, [gone]);
  await world.runItems();
  expect(await getRun(world.at, { runId: gone })).toMatchObject({ state: "done", needs: [{ reason: "photo_gone", items: [{ title: mug.title }], retryable: true }] });
  expect((await retryItems(world.at, { runId: gone, itemIds: null })).retried).toBe(1);
});

test("a late holder of an item writes nothing once another one has taken it over", async () => {
  const runId = await start(["alba-vase"]);
  await world.database.look(`update "Item" set "state" = 'running', "epoch" = 7 where "runId" = $1`, [runId]);
  const { handleItem } = await import("../../app/jobs/item.server.ts");
  const [item] = await world.database.look<{ id: string }>(`select "id" from "Item" where "runId" = $1`, [runId]);
  await handleItem(world.context, { workspaceId: world.at.workspaceId, itemId: item?.id, epoch: 6 }, AbortSignal.timeout(1000));
  expect(await world.database.look(`select 1 from "Output" where "runId" = $1`, [runId])).toEqual([]);
  await world.database.look(`update "Item" set "state" = 'cancelled' where "runId" = $1`, [runId]);
});

test("a product that is deleted between run and publication is named, and the others are published", async () => {
  const publicationId = await publish(["alba-vase", "morning-mug"]);
  const mug = await world.product("morning-mug");
  await world.control(`products/${mug.id.split("/").at(-1)}/delete`, {});
  await world.runJobs();
  const { rows } = await getPublication(world.at, { publicationId });
  expect(rows.map(({ title, state }) => [title, state])).toEqual([["Alba Vase", "published"], ["Morning Mug", "failed"]]);
  expect(rows[1]?.say).toContain("deleted in Shopify");
});

test("a product at the media limit is blocked on the plan and refused when published, with the number", async () => {
  const bowl = await world.product("low-bowl");
  const publicationId = await publish(["low-bowl"]);
  await world.control(`products/${bowl.id.split("/").at(-1)}/fill`, { count: 250 });
  await world.runJobs();
  expect((await getPublication(world.at, { publicationId })).rows[0]).toMatchObject({ state: "failed", say: expect.stringContaining("250 media") });
  await undoPublication(world.at, { publicationId, ids: null });
  await world.runJobs();
  expect((await planPublication(world.at, { outputIds: null })).rows.find(({ productId }) => productId === bowl.id)?.blocked).toContain("250");
});

test("an answer that is lost after the write does not add the image twice", async () => {
  const publicationId = await publish(["alba-vase"]);
  const had = (await world.product("alba-vase")).media.length;
  await world.control("faults", { rules: [{ match: "graphql", operation: "ProductAddMedia", kind: "lost-answer", times: 1 }] });
  await world.runJobs();
  expect((await getPublication(world.at, { publicationId })).rows[0]?.state).toBe("published");
  expect((await world.product("alba-vase")).media).toHaveLength(had + 1);
});

test("an image that Shopify cannot process is told with Shopify's words, and undo removes what is left of it", async () => {
  const publicationId = await publish(["zip-pouch"]);
  await world.control("faults", { rules: [{ match: "graphql", kind: "failed-media", times: 1 }] });
  await world.runJobs();
  expect((await getPublication(world.at, { publicationId })).rows[0]).toMatchObject({ state: "failed", say: expect.stringContaining("could not be processed") });
});

test("a token that ends in the middle is refreshed once, and throttled questions only make it slower", async () => {
  const publicationId = await publish(["alba-vase"]);
  await world.control("faults", { rules: [{ match: "graphql", kind: "expired-token", times: 1 }, { match: "graphql", operation: "ProductMediaState", kind: "throttled", times: 2 }, { match: "graphql", operation: "ProductMediaState", kind: "429", times: 1 }] });
  await world.runJobs();
  expect((await getPublication(world.at, { publicationId })).rows[0]?.state).toBe("published");
});

/** How often the shop has executed an operation. */
const callsOf = async (operation: string) => z.object({ calls: z.record(z.string(), z.object({ count: z.number() })) }).parse(await world.control("state")).calls[operation]?.count ?? 0;

test("a change that Shopify throttles is not sent again by the gateway, a question is", async () => {
  const shop = await world.context.shops.open(SHOP);
  const { id, media: [first] } = await world.product("alba-vase");
  await world.control("faults", { rules: [{ match: "graphql", kind: "throttled", times: 1 }] });
  await expect(shop.setAlt(first?.id ?? "", "Twice")).rejects.toMatchObject({ code: "shop_throttled", retryable: true });
  await world.control("faults", { rules: [{ match: "graphql", kind: "429", times: 1 }] });
  await expect(shop.setAlt(first?.id ?? "", "Twice")).rejects.toMatchObject({ code: "shop_throttled" });
  await world.control("faults", { rules: [{ match: "graphql", kind: "throttled", times: 2 }] });
  expect((await shop.mediaState(id))?.media[0]?.alt).toBe(first?.alt);
});

test.each(["StagedUploads", "ProductAddMedia", "ProductReorderMedia", "VariantAppendMedia"])("%s that is throttled is not sent again by the same hand: the job comes back, goes on from where it stood and adds the image once", async (operation) => {
  const had = (await world.product("alba-vase")).media.length;
  const runId = await start(["alba-vase"]);
  await world.runItems();
  const { outputs: [output] } = await listOutputs(world.at, { state: "awaiting", runId, after: null });
  await decideOutputs(world.at, { ids: [output?.id ?? ""], decision: "approve" });
  for (const { id } of (await world.product("alba-vase")).variants) await world.control(`products/${output?.productId.split("/").at(-1)}/media`, { op: "link", variantId: id, mediaId: null });
  const { publicationId } = await startPublication(world.at, { products: [{ productId: output?.productId ?? "", outputs: [{ id: output?.id ?? "", altText: "Ours", place: "first", link: "bare" }] }] });
  const before = await callsOf(operation);
  await world.control("faults", { rules: [{ match: "graphql", operation, kind: "throttled", times: 1 }, { match: "graphql", operation, kind: "429", times: 1 }] });
  await world.runJobs();
  expect((await getPublication(world.at, { publicationId })).rows[0]).toMatchObject({ state: "published", say: null });
  expect((await callsOf(operation)) - before).toBe(1);
  expect((await world.product("alba-vase")).media).toHaveLength(had + 1);

  await undoPublication(world.at, { publicationId, ids: null });
  await world.control("faults", { rules: [{ match: "graphql", operation: "FileUpdate", kind: "throttled", times: 1 }, { match: "graphql", operation: "FileUpdate", kind: "429", times: 1 }] });
  await world.runJobs();
  expect((await getPublication(world.at, { publicationId })).rows[0]?.state).toBe("undone");
  expect((await world.product("alba-vase")).media).toHaveLength(had);

  // Deleting our files is asked for by a person, who is told to ask again.
  await world.control("faults", { rules: [{ match: "graphql", operation: "FileDelete", kind: "throttled", times: 1 }] });
  await expect(deleteLooseFiles(world.at, { publicationId })).rejects.toMatchObject({ code: "shop_throttled", say: "Shopify asks for a pause. Nothing was changed. Try again in a minute." });
  expect(await deleteLooseFiles(world.at, { publicationId })).toEqual({ deleted: 1 });
});

test("what a merchant changes after a publication is kept by undo and said", async () => {
  const publicationId = await publish(["morning-mug"]);
  await world.runJobs();
  const mug = await world.product("morning-mug");
  const number = mug.id.split("/").at(-1);
  const ours = mug.media.find(({ alt }) => alt === "Ours");
  const [, second, third] = mug.media;
  await world.control(`products/${number}/media`, { op: "add", alt: "The merchant's own" });
  await world.control(`products/${number}/media`, { op: "alt", mediaId: second?.id, alt: "Renamed" });
  await world.control(`products/${number}/media`, { op: "move", mediaId: third?.id, to: 0 });
  await world.control(`products/${number}/media`, { op: "alt", mediaId: ours?.id, alt: "Our image, renamed" });
  await undoPublication(world.at, { publicationId, ids: null });
  await world.runJobs();
  const after = await world.product("morning-mug");
  expect(after.media.map(({ alt }) => alt)).not.toContain("Our image, renamed");
  expect(after.media.map(({ alt }) => alt)).toEqual(expect.arrayContaining(["The merchant's own", "Renamed"]));
  expect(after.media[0]?.id).toBe(third?.id);
  const [row] = (await getPublication(world.at, { publicationId })).rows;
  expect(row?.kept.join(" ")).toMatch(/1 image was added.*order of the images.*“Renamed”.*alt text of our image/);
});
