import { afterAll, beforeAll, expect, test } from "vitest";
import type { WorkspaceContext } from "../../app/core/context.ts";
import { deleteAutomation } from "../../app/features/automations/delete-automation.server.ts";
import { fireTriggers } from "../../app/features/automations/fire-triggers.server.ts";
import { pauseAutomation } from "../../app/features/automations/pause-automation.server.ts";
import { resumeAutomation } from "../../app/features/automations/resume-automation.server.ts";
import { startPublication } from "../../app/features/publications/start-publication.server.ts";
import { undoPublication } from "../../app/features/publications/undo-publication.server.ts";
import { decideOutputs } from "../../app/features/reviews/decide-outputs.server.ts";
import { listOutputs } from "../../app/features/reviews/list-outputs.server.ts";
import { getRun } from "../../app/features/runs/get-run.server.ts";
import { getRunForm } from "../../app/features/runs/get-run-form.server.ts";
import { startRun } from "../../app/features/runs/start-run.server.ts";
import { createAutomationWorld, TRIGGER, type AutomationWorld } from "../support/automation-world.ts";
import type { World } from "../support/world.ts";

let automations: AutomationWorld;
let world: World;
let system: WorkspaceContext;
let skillId: string;
let imageTrigger: string;
beforeAll(async () => {
  automations = await createAutomationWorld();
  ({ world, system, skillId } = automations);
  ({ id: imageTrigger } = await make({ ...TRIGGER, name: "Retouch", event: "image-added" }));
});
afterAll(() => world.close());

const make = (order: object) => automations.make(order);
const hear = (gid: string, topic?: string) => automations.hear(gid, topic);
const create = (title: string, more?: object) => automations.create(title, more);
const runsOf = (id: string) => automations.runsOf(id);
const settle = () => automations.settle();
const news = async () => Number((await world.database.look<{ n: string }>(`select count(*) as n from "CatalogEvent"`))[0]?.n);

test("what a publication of ours adds never starts a run, whether the shop tells of it before or after we have written it down, and nor does its undo", async () => {
  const gid = "gid://shopify/Product/1004";
  await hear(gid);
  await settle();
  const { versionId } = await getRunForm(world.at, { skillId });
  const { runId } = await startRun(world.at, { versionId, selection: { kind: "products", ids: [gid] }, answers: {}, requestKey: "guard-run" });
  await world.runItems();
  const [output] = (await listOutputs(world.at, { state: null, runId, after: null })).outputs;
  if (!output) throw new Error("nothing was made");
  await decideOutputs(world.at, { ids: [output.id], decision: "approve" });
  const before = await runsOf(imageTrigger);
  const { publicationId } = await startPublication(world.at, { products: [{ productId: gid, outputs: [{ id: output.id, altText: "Ours", place: "replace", link: "none" }] }] });
  await world.runJobs();
  // As if the shop's news came before our own commit: the media is there, and we know nothing of its id.
  await world.database.look(`create table held as select * from "PublicationMedia"`);
  await world.database.look(`update "PublicationMedia" set "mediaId" = null`);
  await hear(gid);
  await settle();
  await world.database.look(`update "PublicationMedia" m set "mediaId" = h."mediaId" from held h where h."outputId" = m."outputId"`);
  await hear(gid);
  await settle();
  await undoPublication(world.at, { publicationId, ids: null });
  await world.runJobs();
  await hear(gid);
  await settle();
  expect(await runsOf(imageTrigger)).toEqual(before);
  // The merchant's own photo beside ours still counts.
  await world.control("products/1004/media", { op: "add" });
  await hear(gid);
  await settle();
  expect(await runsOf(imageTrigger)).toHaveLength(before.length + 1);
});

test("a product that is created starts one run of each trigger that means it, however often it is said and whoever looks", async () => {
  const { id } = await make({ ...TRIGGER, name: "New bags", event: "product-created", filter: { field: "type", value: "bags" } });
  const all = await make({ ...TRIGGER, name: "Everything new", event: "product-created" });
  const bag = await create("Beach Bag", { type: "Bags" });
  for (let n = 0; n < 5; n += 1) await hear(bag, "products/create");
  await create("Lone Lamp", { type: "Lights" });
  await fireTriggers(system);
  expect(await runsOf(id)).toEqual([]);
  world.pass(16_000);
  await Promise.all([fireTriggers(system), fireTriggers(system), fireTriggers(system)]);
  expect(await runsOf(id)).toMatchObject([{ cause: "By trigger “New bags”", itemCount: 1 }]);
  // Both came within the window: one run of two products.
  const [both, ...more] = await runsOf(all.id);
  expect([both?.itemCount, more.length]).toEqual([2, 0]);
  expect(await news()).toBe(0);
  await hear(bag);
  await settle();
  expect(await runsOf(id)).toHaveLength(1);
  expect((await getRun(world.at, { runId: both?.id ?? "" })).cause).toBe("By trigger “Everything new”");
  await deleteAutomation(world.at, { id: all.id });
  await deleteAutomation(world.at, { id });
  // Who is gone listens no more, and his runs still say what started them.
  await create("Unheard", {});
  await settle();
  expect((await getRun(world.at, { runId: both?.id ?? "" })).cause).toBe("By trigger “Everything new”");
});

test("news that were taken by a worker that died are taken again as they were, and the run that was written is not written twice", async () => {
  const { id } = await make({ ...TRIGGER, name: "Again", event: "product-created" });
  await create("First");
  await settle();
  const [first] = await runsOf(id);
  await create("Second");
  world.pass(16_000);
  // Taken, and its run written, but never ended.
  await world.database.look(`create function refuse() returns trigger language plpgsql as $$ begin raise exception 'killed'; end $$`);
  await world.database.look(`create trigger killed before delete on "CatalogEvent" for each row execute function refuse()`);
  await expect(fireTriggers(system)).rejects.toThrow(/killed/);
  await world.database.look(`drop trigger killed on "CatalogEvent"`);
  const before = await runsOf(id);
  await create("Third");
  world.pass(11 * 60_000);
  await fireTriggers(system);
  const after = await runsOf(id);
  expect(after.slice(0, 2)).toEqual(before);
  expect(after.map(({ itemCount }) => itemCount)).toEqual([first?.itemCount, 1, 1]);
  await deleteAutomation(world.at, { id });
});

test("a photo that the merchant adds starts a run, a changed title or alt text none, and a photo that was there before none", async () => {
  const gid = "gid://shopify/Product/1002";
  await hear(gid);
  await settle();
  const before = (await runsOf(imageTrigger)).length;
  await world.control("products/1002/media", { op: "add" });
  await hear(gid);
  await settle();
  expect(await runsOf(imageTrigger)).toHaveLength(before + 1);
  const [photo] = (await world.product("low-bowl")).media;
  await world.control("products/1002/media", { op: "alt", mediaId: photo?.id ?? "", alt: "Other words" });
  await hear(gid);
  await world.control("products/1002/media", { op: "move", mediaId: photo?.id ?? "", to: 1 });
  await hear(gid);
  await settle();
  expect(await runsOf(imageTrigger)).toHaveLength(before + 1);
});

test("a run over photos takes the added photo alone, and what was added while nobody listened is not made up for", async () => {
  const gid = "gid://shopify/Product/1003";
  await hear(gid);
  const each = await make({ ...TRIGGER, name: "Retouch each", event: "image-added", unit: "image" });
  await world.control("products/1003/media", { op: "add" });
  await hear(gid);
  await settle();
  expect(await runsOf(each.id)).toMatchObject([{ itemCount: 1 }]);
  await deleteAutomation(world.at, { id: each.id });
  await pauseAutomation(world.at, { id: imageTrigger });
  const before = await runsOf(imageTrigger);
  await world.control("products/1003/media", { op: "add" });
  await hear(gid);
  await resumeAutomation(world.at, { id: imageTrigger });
  await hear(gid);
  await settle();
  expect(await runsOf(imageTrigger)).toEqual(before);
});
