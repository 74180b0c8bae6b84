import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { deleteSelection } from "../../app/features/catalog/delete-selection.server.ts";
import { listCatalogValues } from "../../app/features/catalog/list-catalog-values.server.ts";
import { listSelections } from "../../app/features/catalog/list-selections.server.ts";
import { renameSelection } from "../../app/features/catalog/rename-selection.server.ts";
import { resolveSelection } from "../../app/features/catalog/resolve-selection.server.ts";
import { SaveSelection, saveSelection } from "../../app/features/catalog/save-selection.server.ts";
import { viewSelection } from "../../app/features/catalog/view-selection.server.ts";
import { Selection } from "../../app/features/catalog/views.ts";
import { getRun } from "../../app/features/runs/get-run.server.ts";
import { getRunForm } from "../../app/features/runs/get-run-form.server.ts";
import { startRun } from "../../app/features/runs/start-run.server.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { catalogOf, type CatalogHand } from "../support/catalog-world.ts";
import { createWorld, type World } from "../support/world.ts";

let world: World;
let catalog: CatalogHand;
let skillId: string;
let versionId: string;
beforeAll(async () => {
  world = await createWorld();
  catalog = catalogOf(world);
  ({ skillId } = await createSkill(world.at, { templateId: "white-square" }));
  ({ versionId } = await getRunForm(world.at, { skillId }));
});
afterAll(() => world.close());

const titles = async (selection: Selection) => (await resolveSelection(world.at, selection)).map(({ title }) => title);
const list = (text: string) => ({ kind: "list" as const, text });

test("what the mirror finds waits until the catalog was read, and says what can be used meanwhile", async () => {
  for (const selection of [{ kind: "no-photo" as const }, { kind: "not-processed" as const, skillId, skillName: "" }, list("alba-vase")]) {
    await expect(resolveSelection(world.at, selection)).rejects.toMatchObject({ code: "catalog_unread", field: "selection" });
  }
  expect(await titles({ kind: "vendor", vendor: "Fjell" })).toEqual(["Market Tote", "City Backpack", "Zip Pouch"]);
  await catalog.until("whole");
});

test("products are chosen by vendor, type and status, as written or not, and never by the beginning of one", async () => {
  expect(await titles({ kind: "vendor", vendor: "studio nord" })).toEqual(["Alba Vase", "Low Bowl", "Morning Mug"]);
  expect(await titles({ kind: "vendor", vendor: "Studio" })).toEqual([]);
  expect(await titles({ kind: "type", type: "Skin care" })).toHaveLength(3);
  expect(await titles({ kind: "status", status: "ACTIVE" })).toHaveLength(12);
  expect(await viewSelection(world.at, { kind: "status", status: "ARCHIVED" })).toMatchObject({ label: "Archived products", count: 0, words: "0 products" });
});

test("values are offered from the mirror, the most frequent first, by what was typed of them", async () => {
  expect(await listCatalogValues(world.at, { field: "vendor", typed: "nord" })).toEqual([{ value: "Studio Nord", products: 3 }]);
  const tags = await listCatalogValues(world.at, { field: "tag", typed: "" });
  expect(tags[0]?.products).toBeGreaterThanOrEqual(tags[1]?.products ?? 0);
  expect(await listCatalogValues(world.at, { field: "type", typed: "%" })).toEqual([]);
});

test("products without a photo are found in the mirror and looked at in the shop: one that has got one since is none", async () => {
  expect(await titles({ kind: "no-photo" })).toEqual(["Pendant Dome", "Reading Clip"]);
  const dome = (await world.products()).find(({ title }) => title === "Pendant Dome");
  await world.control(`products/${dome?.id.split("/").at(-1) ?? ""}/media`, { op: "add" });
  expect(await titles({ kind: "no-photo" })).toEqual(["Reading Clip"]);
});

test("a list of handles keeps its order and loses nothing: every line that names no product is told by its number, in the view and in the run", async () => {
  const selection = list("Handle,Note\nmorning-mug,x\nno-such-thing,x\nALBA-VASE,x\n\nmorning-mug,twice\n=cmd|' /C calc'!A0,x\n");
  const view = await viewSelection(world.at, selection);
  expect(view).toMatchObject({ label: "Products of a list", count: 2, usable: 2 });
  expect(view.problems).toMatchObject([{ kind: "unmatched", text: "2 lines name no product of your shop and will be left out", products: [{ id: "3", title: "Line 3: no-such-thing" }, { id: "7", title: "Line 7: =cmd|' /C calc'!A0" }] }]);
  const { runId } = await startRun(world.at, { versionId, selection, answers: {}, requestKey: "list-run-1" });
  const run = await getRun(world.at, { runId });
  expect(run.items.map(({ title }) => title).sort()).toEqual(["Alba Vase", "Morning Mug"]);
  expect(run.leftOut).toEqual([{ title: "Line 3: no-such-thing", why: "No such product" }, { title: "Line 7: =cmd|' /C calc'!A0", why: "No such product" }]);
});

test("SKUs stand for their products, and in a run over variants for those variants alone", async () => {
  await world.control("generate", { products: 6 });
  await world.database.look(`update "CatalogSync" set "state" = 'asked', "dueAt" = now() where "workspaceId" = $1`, [world.at.workspaceId]);
  await catalog.until("whole");
  const selection = list("SKU\nPLAIN-1-1\nPLAIN-3-0\nPLAIN-99-0\nplain-2\n");
  expect((await viewSelection(world.at, selection)).problems[0]).toMatchObject({ kind: "unmatched", products: [{ id: "4" }, { id: "5" }] });
  expect(await titles(selection)).toEqual(["Plain Vase 1", "Plain Bowl 3"]);
  const { runId } = await startRun(world.at, { versionId, selection, unit: "variant", answers: {}, requestKey: "sku-run-1" });
  expect((await getRun(world.at, { runId })).items.map(({ title }) => title)).toEqual(["Plain Vase 1, Large", "Plain Bowl 3, Small"]);
  // Without a header a line may be either, and a handle means the product whole.
  expect((await viewSelection(world.at, list("plain-1\nPLAIN-3-1"), "variant")).words).toBe("3 variants of 2 products");
});

test("a product that was deleted since the mirror was read is a line that names none", async () => {
  await world.control("products/10000003/delete", {});
  expect((await viewSelection(world.at, list("plain-3\nplain-1"))).problems[0]).toMatchObject({ kind: "unmatched", products: [{ id: "1", title: "Line 1: plain-3" }] });
});

test("what this skill has made something of is not among those that it has not processed; what failed and what only has no photo is told apart", async () => {
  const selection = { kind: "not-processed" as const, skillId, skillName: "White" };
  const before = await titles(selection);
  expect(before).not.toContain("Reading Clip");
  expect(before).toContain("Zip Pouch");
  const ids = (await world.products()).filter(({ title }) => title === "Zip Pouch" || title === "Hand Wash").map(({ id }) => id);
  await startRun(world.at, { versionId, selection: { kind: "products", ids }, answers: {}, requestKey: "process-two" });
  await world.runItems();
  const after = await titles(selection);
  // The photo of the other one is bad, so it failed and is still to do.
  expect(after).toContain("Hand Wash");
  expect(after).not.toContain("Zip Pouch");
  const other = await createSkill(world.at, { templateId: "white-square" });
  expect(await titles({ ...selection, skillId: other.skillId })).toContain("Zip Pouch");
});

test("a selection is saved by name with its unit, is looked up anew each time, and keeps its use when it is renamed", async () => {
  const { id } = await saveSelection(world.at, SaveSelection.parse({ name: " Bags ", selection: { kind: "type", type: "Bags" }, unit: "image" }));
  expect(await listSelections(world.at)).toMatchObject([{ id, name: "Bags", label: "Type “Bags”", unit: "image" }]);
  await expect(saveSelection(world.at, SaveSelection.parse({ name: "Bags", selection: { kind: "no-photo" }, unit: "product" }))).rejects.toMatchObject({ field: "name" });
  await expect(saveSelection(world.at, SaveSelection.parse({ name: "Again", selection: { kind: "saved", id, name: "Bags" }, unit: "product" }))).rejects.toMatchObject({ code: "invalid_input" });
  await renameSelection(world.at, { id, name: "All bags" });
  const saved = { kind: "saved" as const, id, name: "Bags" };
  const { runId } = await startRun(world.at, { versionId, selection: saved, unit: "image", answers: {}, requestKey: "saved-run-1" });
  expect(await getRun(world.at, { runId })).toMatchObject({ selection: "“All bags”: Type “Bags”, 4 photos of 3 products", unit: "image" });
  await deleteSelection(world.at, { id });
  await expect(resolveSelection(world.at, saved)).rejects.toMatchObject({ code: "not_found", field: "selection" });
  // What was started with it is as it was.
  expect((await getRun(world.at, { runId })).itemCount).toBe(4);
});

test("hostile texts are refused or kept whole, and what no database holds is left out of them", async () => {
  expect(Selection.safeParse(list("x".repeat(500_001))).success).toBe(false);
  expect(Selection.parse({ kind: "vendor", vendor: "a\0b\ud800" })).toEqual({ kind: "vendor", vendor: "ab" });
  expect(Selection.safeParse({ kind: "vendor", vendor: "\0" }).success).toBe(false);
  await expect(viewSelection(world.at, list(`"${"a,".repeat(1_000)}`))).rejects.toMatchObject({ code: "invalid_input", field: "selection" });
  await expect(viewSelection(world.at, Selection.parse(list(`'; drop table "Item"; --\n\0\n`)))).resolves.toMatchObject({ count: 0 });
});

test("saved selections stay in their workspace, and who may only look saves none", async () => {
  await saveSelection(world.at, SaveSelection.parse({ name: "Mine", selection: { kind: "no-photo" }, unit: "product" }));
  const { context } = world;
  const stranger = { ...world.at, ...context, workspaceId: randomUUID() };
  expect(await listSelections(stranger)).toEqual([]);
  await expect(saveSelection({ ...world.at, actor: { ...world.at.actor, paused: true } }, SaveSelection.parse({ name: "X", selection: { kind: "no-photo" }, unit: "product" }))).rejects.toMatchObject({ code: "plan_paused" });
});
