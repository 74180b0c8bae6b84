import { randomBytes } from "node:crypto";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { FREE } from "../../app/core/plans.ts";
import { deleteAssets } from "../../app/features/assets/delete-assets.server.ts";
import { listAssets } from "../../app/features/assets/list-assets.server.ts";
import { keepImage } from "../../app/features/images/keep-image.server.ts";
import { planPublication } from "../../app/features/publications/plan-publication.server.ts";
import { checkPublication } from "../../app/features/publications/check-publication.server.ts";
import { getPublication } from "../../app/features/publications/get-publication.server.ts";
import { startPublication } from "../../app/features/publications/start-publication.server.ts";
import { undoPublication } from "../../app/features/publications/undo-publication.server.ts";
import type { StartPublication } from "../../app/features/publications/views.ts";
import { addPhoto, editMedia } from "../../sandbox/edits.ts";
import { createPublicationStage, type PublicationStage, type StagedProduct } from "../support/publication-stage.ts";
import { createWorld, type World } from "../support/world.ts";

let world: World;
let stage: PublicationStage;
beforeAll(async () => {
  world = await createWorld();
  stage = await createPublicationStage(world);
});
afterAll(() => world.close());

type Choice = StartPublication["products"][number]["outputs"][number];
const choice = (id: string | undefined, more: Partial<Choice> = {}): Choice => ({ id: id ?? "", altText: "Ours", place: "last", link: "none", ...more });

async function publish(product: StagedProduct, outputs: readonly Choice[]): Promise<string> {
  const { publicationId } = await startPublication(stage.at, { products: [{ productId: product.id, outputs: [...outputs] }] });
  expect(await stage.work()).toBe(true);
  expect((await getPublication(stage.at, { publicationId })).rows[0]).toMatchObject({ state: "published", say: null });
  return publicationId;
}

async function undo(publicationId: string, outputId?: string): Promise<{ state: string; kept: readonly string[] }> {
  await undoPublication(stage.at, { publicationId, ids: null, outputId });
  expect(await stage.work()).toBe(true);
  const [row] = (await getPublication(stage.at, { publicationId })).rows;
  return { state: row?.state ?? "", kept: row?.kept ?? [] };
}

const mediaOf = ({ id }: StagedProduct) => stage.parts.state.products.get(id)?.media ?? [];
const shownBy = ({ id }: StagedProduct) => stage.parts.state.products.get(id)?.variants.map(({ mediaId }) => mediaId);
const exactly = (product: StagedProduct) => ({ media: mediaOf(product), alts: mediaOf(product).map((id) => stage.parts.state.media.get(id)?.alt), variants: shownBy(product) });

test("an image that replaces a photo takes its place and its variants, and the photo is kept in the library and stays a file of the shop", async () => {
  const product = await stage.product(3, 1);
  const start = exactly(product);
  const [front, side, back] = product.photos;
  const publicationId = await publish(product, [choice(product.outputs[0], { place: "replace" })]);
  const [ours] = mediaOf(product);
  expect(mediaOf(product)).toEqual([ours, side, back]);
  expect(ours).not.toBe(front);
  expect(shownBy(product)).toEqual([ours, null, back]);
  expect(await checkPublication(stage.at, { publicationId })).toEqual({ checked: 1, changed: [] });
  expect(stage.parts.state.media.get(front ?? "")).toBeDefined();
  const { assets } = await listAssets(stage.at, { folderId: null, search: "before", after: null });
  expect(assets.map(({ name, usedIn }) => [name, usedIn])).toEqual([[expect.stringMatching(/before\.png$/), [expect.stringMatching(/^Publication \d+, which replaced it$/)]]]);
  expect(await undo(publicationId)).toEqual({ state: "undone", kept: [] });
  expect(exactly(product)).toEqual(start);
});

test("a replaced photo whose file was deleted comes back from the library, to its place and its variants, even if the asset was deleted too", async () => {
  const product = await stage.product(2, 1);
  const publicationId = await publish(product, [choice(product.outputs[0], { place: "replace" })]);
  const front = product.photos[0] ?? "";
  await stage.parts.state.media.remove(front);
  const { assets } = await listAssets(stage.at, { folderId: null, search: "before", after: null });
  expect(assets[0]?.usedIn.join()).toContain("Publication");
  await deleteAssets(stage.at, { ids: assets.map(({ id }) => id) });
  expect(await undo(publicationId)).toEqual({ state: "undone", kept: [] });
  const [back, other] = mediaOf(product);
  expect([mediaOf(product).length, other]).toEqual([2, product.photos[1]]);
  expect(stage.parts.state.media.get(back ?? "")).toMatchObject({ alt: "Photo 0", status: "READY" });
  expect(shownBy(product)).toEqual([back, null, product.photos[1]]);
});

test("each image has a place of its own, and each can be undone on its own, in any order", async () => {
  const product = await stage.product(2, 3);
  const start = exactly(product);
  const [a, b, c] = product.outputs;
  const publicationId = await publish(product, [choice(a, { place: "first" }), choice(b, { place: "after-source", link: "bare" }), choice(c, { place: "last" })]);
  const [first, , second, , last] = mediaOf(product);
  expect(mediaOf(product)).toEqual([first, product.photos[0], second, product.photos[1], last]);
  expect(shownBy(product)?.[1]).toBe(second);
  expect(await undo(publicationId, b)).toEqual({ state: "published", kept: [] });
  expect(mediaOf(product)).toEqual([first, ...product.photos, last]);
  expect(shownBy(product)?.[1]).toBeNull();
  expect(await undo(publicationId, c)).toMatchObject({ state: "published" });
  expect(await undo(publicationId, a)).toEqual({ state: "undone", kept: [] });
  expect(exactly(product)).toEqual(start);
  await publish(product, [choice(b, { place: "first" })]);
  expect(mediaOf(product)).toHaveLength(3);
});

test("two publications that replaced one after the other are undone in either order, and the first photo is back", async () => {
  for (const newestFirst of [true, false]) {
    const product = await stage.product(2, 2);
    const start = exactly(product);
    const [a, b] = product.outputs;
    const one = await publish(product, [choice(a, { place: "replace" })]);
    const ours = mediaOf(product)[0] ?? "";
    // Made from our image, which is the first photo by then.
    await world.database.look(`update "Item" set "product" = jsonb_set("product", '{photos,0,id}', to_jsonb($2::text)) where "productId" = $1`, [product.id, ours]);
    const two = await publish(product, [choice(b, { place: "replace" })]);
    expect(mediaOf(product)).not.toContain(ours);
    const first = await undo(newestFirst ? two : one);
    if (!newestFirst) expect(first.kept.join()).toContain("has put another image in the place of ours");
    await undo(newestFirst ? one : two);
    expect(exactly(product)).toEqual(start);
  }
});

test("a photo that the merchant put back by hand stays where it is, and a variant that was given another image keeps it", async () => {
  const product = await stage.product(3, 1);
  const publicationId = await publish(product, [choice(product.outputs[0], { place: "replace" })]);
  const [front, side] = product.photos;
  const now = stage.parts.state.products.get(product.id);
  if (now) await stage.parts.state.products.put(now.id, { ...now, media: [...now.media, front ?? ""] });
  await editMedia(stage.parts, product.id, { op: "link", variantId: product.variants[0] ?? "", mediaId: side ?? "" });
  const { checked, changed } = await checkPublication(stage.at, { publicationId });
  const { kept } = await undo(publicationId);
  expect([checked, changed.map(({ changes }) => changes)]).toEqual([1, [kept]]);
  expect(mediaOf(product)).toEqual([side, product.photos[2], front]);
  expect(shownBy(product)?.[0]).toBe(side);
  expect(kept.join()).toMatch(/1 image was added meanwhile.*variant Size 0 was changed meanwhile/);
});

test("two images that would replace the same photo are refused before anything is written", async () => {
  const product = await stage.product(1, 2);
  await expect(publish(product, product.outputs.map((id) => choice(id, { place: "replace" })))).rejects.toMatchObject({ code: "invalid_input" });
});

test("two publications of one product work one after the other, and the second is woken by the first", async () => {
  const product = await stage.product(2, 2);
  const ids: string[] = [];
  for (const id of product.outputs) ids.push((await startPublication(stage.at, { products: [{ productId: product.id, outputs: [choice(id, { place: "first" })] }] })).publicationId);
  stage.fates(["fine", "dies-after"]);
  expect(await stage.work()).toBe(false);
  expect(mediaOf(product)).toHaveLength(3);
  expect(await stage.work()).toBe(true);
  for (const publicationId of ids) expect((await getPublication(stage.at, { publicationId })).rows[0]?.state).toBe("published");
  expect(mediaOf(product)).toHaveLength(4);
});

test("an image above 20 MB is written as Shopify takes it, the plan says so, and what is kept in the library stays", async () => {
  const product = await stage.product(1, 1);
  const side = 2700;
  const bytes = await sharp(randomBytes(side * side * 3), { raw: { width: side, height: side, channels: 3 } }).png({ compressionLevel: 0 }).toBuffer();
  const stored = await keepImage(stage.at, { bytes, mime: "image/png", width: side, height: side }, { kind: "output", subject: product.outputs[0] ?? "", expiresAt: null });
  await world.database.look(`update "Output" set "hash" = $2, "mime" = 'image/png', "width" = $3, "height" = $3 where "id" = $1`, [product.outputs[0], stored.hash, side]);
  const plan = await planPublication(stage.at, { outputIds: product.outputs });
  expect(plan.rows[0]?.outputs[0]?.fit).toContain("21.9 MB is written as WebP");
  await publish(product, [choice(product.outputs[0], { fileName: "noise" })]);
  const media = stage.parts.state.media.get(mediaOf(product)[1] ?? "");
  expect(media).toMatchObject({ status: "READY", width: side, height: side, fileName: expect.stringMatching(/^noise-piccaso-[0-9a-f]{12}\.webp$/) });
});

test("a plan of more products than a page is read page by page, and says how many are left", async () => {
  const products: StagedProduct[] = [];
  for (let n = 0; n < 103; n += 1) products.push(await stage.product(1, 1));
  const outputIds = products.flatMap(({ outputs }) => outputs);
  const first = await planPublication(stage.at, { outputIds });
  expect([first.rows.length, first.left]).toEqual([100, 3]);
  const second = await planPublication(stage.at, { outputIds, after: first.next });
  expect([second.rows.length, second.left, second.next]).toEqual([3, 0, null]);
  expect(new Set([...first.rows, ...second.rows].map(({ productId }) => productId)).size).toBe(103);
  expect(first.rows[0]).toMatchObject({ room: 249, variantCount: 3, variantsWithoutImage: 1, outputs: [{ sourceId: expect.any(String), fit: null, variant: null, fileName: "picture" }] });
});

test("where the library has no room for the photo, nothing is written to the product", async () => {
  const product = await stage.product(1, 1);
  const start = exactly(product);
  const full = sharp({ create: { width: 999, height: 999, channels: 3, background: "#123456" } });
  await editMedia(stage.parts, product.id, { op: "remove", mediaId: product.photos[0] ?? "" });
  await addPhoto(stage.parts, product.id, { name: "big.png", bytes: await full.png({ compressionLevel: 0 }).toBuffer(), alt: "" });
  await world.database.look(`update "Item" set "product" = jsonb_set("product", '{photos,0,id}', to_jsonb($2::text)) where "productId" = $1`, [product.id, mediaOf(product)[0]]);
  await world.database.look(`delete from "Entitlement"`);
  await world.database.look(`update "Image" set "bytes" = $1 where "hash" in (select "hash" from "Asset" limit 1)`, [FREE.most.storage - 1_000_000]);
  const { publicationId } = await startPublication(stage.at, { products: [{ productId: product.id, outputs: [choice(product.outputs[0], { place: "replace" })] }] });
  await stage.work();
  expect((await getPublication(stage.at, { publicationId })).rows[0]).toMatchObject({ state: "failed", say: expect.stringMatching(/storage|room|library/i) });
  expect(mediaOf(product)).toHaveLength(start.media.length);
});
