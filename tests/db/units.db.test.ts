import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import { Product } from "../../app/core/product.ts";
import type { Unit } from "../../app/core/unit.ts";
import { readRoom } from "../../app/features/billing/read-room.server.ts";
import { viewSelection } from "../../app/features/catalog/view-selection.server.ts";
import { getRun } from "../../app/features/runs/get-run.server.ts";
import { startRun } from "../../app/features/runs/start-run.server.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { publishSkill } from "../../app/features/skills/publish-skill.server.ts";
import { listOutputs } from "../../app/features/reviews/list-outputs.server.ts";
import { skillGraph, skillNode } from "../support/skill-graph.ts";
import { createWorld, type World } from "../support/world.ts";

let world: World;
let versionId: string;
beforeAll(async () => {
  world = await createWorld();
  const { skillId } = await createSkill(world.at, { templateId: "white-square" });
  const graph = skillGraph([skillNode("p", "product.read"), skillNode("o", "output.save", { resolution: 256, altText: "{{product.title}} in {{product.variant}}" })], ["p.image > o.image"]);
  await world.database.look(`update "Skill" set "draft" = $2 where "id" = $1`, [skillId, JSON.stringify(graph)]);
  ({ versionId } = await publishSkill(world.at, { skillId, note: "" }));
});
afterAll(() => world.close());

const gid = (id: number) => `gid://shopify/Product/${id}`;
/** Alba Vase and Morning Mug: two and three photos, each the image of a variant. */
const TWO = { kind: "products" as const, ids: [gid(1001), gid(1003)] };
const Calls = z.object({ calls: z.record(z.string(), z.object({ count: z.number() })) });
const asked = async (name: string) => Calls.parse(await world.control("state")).calls[name]?.count ?? 0;

async function run(unit: Unit, ids: string[], key: string) {
  const { runId } = await startRun(world.at, { versionId, selection: { kind: "products", ids }, unit, answers: {}, requestKey: key });
  const rows = await world.database.look<{ product: unknown; productId: string; position: number }>(`select "product", "productId", "position" from "Item" where "runId" = $1 order by "position"`, [runId]);
  return { runId, items: rows.map((row) => ({ ...row, product: Product.parse(row.product) })) };
}

test("a run over photos has an item for each photo, which comes first in it, and says so wherever it is counted", async () => {
  expect(await viewSelection(world.at, TWO, "image")).toMatchObject({ unit: "image", count: 5, usable: 5, words: "5 photos of 2 products" });
  const { runId, items } = await run("image", TWO.ids, "unit-image");
  expect(items.map(({ position, productId, product }) => [position, productId, product.photo?.number, product.photos.length])).toEqual([[1, gid(1001), 1, 2], [2, gid(1001), 2, 2], [3, gid(1003), 1, 3], [4, gid(1003), 2, 3], [5, gid(1003), 3, 3]]);
  expect(new Set(items.map(({ product }) => product.photos[0]?.id)).size).toBe(5);
  await world.runItems();
  const view = await getRun(world.at, { runId });
  expect(view).toMatchObject({ unit: "image", itemCount: 5, state: "done", selection: "2 products, picked by hand, 5 photos of 2 products" });
  expect(view.items.map(({ title }) => title)).toEqual(["Alba Vase, photo 1", "Alba Vase, photo 2", "Morning Mug, photo 1", "Morning Mug, photo 2", "Morning Mug, photo 3"]);
  const { outputs } = await listOutputs(world.at, { state: null, runId, after: null });
  expect(new Set(outputs.map(({ before }) => before?.hash)).size).toBe(5);
});

test("a run over variants has an item for each variant with its own image first, and prompts and alt texts may name it", async () => {
  const { runId, items } = await run("variant", [gid(1001), gid(1005)], "unit-variant");
  expect(items.map(({ product }) => [product.title, product.variant?.title])).toEqual([["Alba Vase", "Clay"], ["Alba Vase", "Sea green"], ["City Backpack", "Slate"], ["City Backpack", "Black"]]);
  // The image of the second variant is the second photo of the product; variants without one take the product's.
  expect(items[1]?.product.photos.map(({ alt }) => alt)).toEqual(["Alba Vase in sea green", "Alba Vase in clay"]);
  expect(items[2]?.product.photos[0]?.id).toBe(items[3]?.product.photos[0]?.id);
  await world.runItems();
  const texts = await world.database.look<{ altText: string }>(`select o."altText" from "Output" o join "Item" i on i."id" = o."itemId" where i."runId" = $1 order by i."position"`, [runId]);
  expect(texts.map(({ altText }) => altText)).toEqual(["Alba Vase in Clay", "Alba Vase in Sea green", "City Backpack in Slate", "City Backpack in Black"]);
});

test("products are run whole where nothing else is said, without asking for variants or further photos", async () => {
  const before = [await asked("VariantsByProducts"), await asked("ProductPhotos")];
  const { items } = await run("product", TWO.ids, "unit-product");
  expect(items.map(({ product }) => [product.variant, product.photo])).toEqual([[undefined, undefined], [undefined, undefined]]);
  expect([await asked("VariantsByProducts"), await asked("ProductPhotos")]).toEqual(before);
});

test("a product with more photos than are read at first has an item for each of them", async () => {
  await world.control("products/1001/fill", { count: 30 });
  const { items } = await run("image", [gid(1001)], "unit-many");
  expect(items).toHaveLength(30);
  expect(new Set(items.map(({ product }) => product.photos[0]?.id)).size).toBe(30);
});

test("what has no photo to stand for is left out by name, and each item counts towards what the plan has room for", async () => {
  const bare = (await world.products()).find(({ media }) => media.length === 0);
  const { runId, items } = await run("variant", [gid(1003), bare?.id ?? ""], "unit-bare");
  expect(items.map(({ product }) => product.variant?.title)).toEqual(["Yellow", "Moss", "Rose"]);
  expect((await getRun(world.at, { runId })).leftOut.every(({ title }) => title.startsWith(bare?.title ?? "?"))).toBe(true);
  // 5 photos, 4 variants, 2 products, 30 photos and these.
  expect((await readRoom(world.at, "items")).used).toBe(44);
});
