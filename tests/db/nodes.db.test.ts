import { afterAll, beforeAll, expect, test } from "vitest";
import sharp from "sharp";
import { z } from "zod";
import { shopPhoto, type ImageOperation, type ImageRecipe } from "../../app/core/image/recipe.ts";
import { Secret } from "../../app/core/secret.ts";
import type { SkillGraph } from "../../app/core/skill/graph.ts";
import { addKey } from "../../app/features/keys/add-key.server.ts";
import { verifyKey } from "../../app/features/keys/verify-key.server.ts";
import { deleteLooseFiles } from "../../app/features/publications/delete-loose-files.server.ts";
import { startPublication } from "../../app/features/publications/start-publication.server.ts";
import { undoPublication } from "../../app/features/publications/undo-publication.server.ts";
import { listOutputs } from "../../app/features/reviews/list-outputs.server.ts";
import { decideOutputs } from "../../app/features/reviews/decide-outputs.server.ts";
import { createFolder } from "../../app/features/assets/create-folder.server.ts";
import { uploadAsset } from "../../app/features/assets/upload-asset.server.ts";
import { getItem } from "../../app/features/runs/get-item.server.ts";
import { getRunForm } from "../../app/features/runs/get-run-form.server.ts";
import { startRun } from "../../app/features/runs/start-run.server.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { publishSkill } from "../../app/features/skills/publish-skill.server.ts";
import { skillGraph, skillNode } from "../support/skill-graph.ts";
import { createWorld, SHOP, type World } from "../support/world.ts";

const KEYS = { openai: "sk-sandbox-nodes-0001", gemini: "AIza-sandbox-nodes-0002" } as const;
let world: World;
let started = 0;

beforeAll(async () => {
  world = await createWorld({ shelf: "sandbox" });
  world.sandbox.settings.fastPictures = true;
  for (const [provider, key] of Object.entries(KEYS)) {
    const { keyId } = await addKey({ ...world.at, vault: world.webVault }, { provider, label: provider, key: new Secret(key) });
    await verifyKey(world.at, { workspaceId: world.at.workspaceId, keyId, version: 1 }, AbortSignal.timeout(5000));
  }
});
afterAll(() => world.close());

/** Publishes a graph as a skill and runs it on one product; gives the run's items and the steps by node. */
async function run(graph: SkillGraph, productId = "gid://shopify/Product/1001"): Promise<{ items: { state: string; reason: string | null; say: string | null }[]; steps: Record<string, Record<string, unknown>>; runId: string }> {
  const { skillId } = await createSkill(world.at, { templateId: "white-square" });
  await world.database.look(`update "Skill" set "draft" = $2 where "id" = $1`, [skillId, JSON.stringify(graph)]);
  const { versionId } = await publishSkill(world.at, { skillId, note: "" });
  const { runId } = await startRun(world.at, { versionId, selection: { kind: "products", ids: [productId] }, answers: {}, requestKey: `nodes-test-${started += 1}` });
  await world.runItems();
  const items = await world.database.look<{ state: string; reason: string | null; say: string | null }>(`select "state", "reason", "say" from "Item" where "runId" = $1`, [runId]);
  const steps = await world.database.look<{ node: string; output: Record<string, unknown> }>(`select s."node", s."output" from "Step" s join "Item" i on i."id" = s."itemId" where i."runId" = $1`, [runId]);
  return { items, runId, steps: Object.fromEntries(steps.map(({ node: at, output }) => [at, output])) };
}

test.each(["openai/gpt-5.6-luna", "gemini/3.5-flash-lite"])("%s describes a photo in the declared fields, and a later prompt mentions them", async (model) => {
  const { items, steps } = await run(skillGraph(
    [skillNode("p", "product.read"), skillNode("plan", "llm.describe", { model, fields: ["subject", "colours: list", "pieces: number", "handmade: yes or no"] }), skillNode("alt", "llm.write", { prompt: "Say this: @plan.subject. Colours: @plan.colours. By hand: @plan.handmade." }), skillNode("o", "output.save")],
    ["p.image > plan.photo", "p.image > o.image", "alt.text > o.altText"],
  ));
  expect(items).toEqual([{ state: "done", reason: null, say: null }]);
  const fields = z.record(z.string(), z.string()).parse(steps["plan"]?.["fields"]);
  expect(fields).toEqual({ subject: expect.stringMatching(/\w/), colours: expect.stringMatching(/^\w+/), pieces: expect.stringMatching(/^\d/), handmade: "yes" });
  expect(steps["alt"]?.["text"]).toContain(`Colours: ${fields["colours"] ?? ""}. By hand: yes`);
});

test("a skill that takes no photo runs on a product that has none, and what it makes is published as its first", async () => {
  const bare = (await world.products()).find(({ media }) => media.length === 0);
  const { runId, items } = await run(skillGraph([skillNode("p", "product.read"), skillNode("g", "image.generate", { prompt: "@product.title on a table" }), skillNode("o", "output.save")], ["p.title > g.prompt", "g.image > o.image"]), bare?.id);
  expect(items).toEqual([{ state: "done", reason: null, say: null }]);
  const { outputs: [output] } = await listOutputs(world.at, { state: "awaiting", runId, after: null });
  await decideOutputs(world.at, { ids: [output?.id ?? ""], decision: "approve" });
  await startPublication(world.at, { products: [{ productId: bare?.id ?? "", outputs: [{ id: output?.id ?? "", altText: "", place: "after-source", link: "none" }] }] });
  await world.runJobs();
  expect((await world.products()).find(({ id }) => id === bare?.id)?.media).toHaveLength(1);
});

test("a channel check measures the image of the item, and one that must not go on ends with the figures and the step", async () => {
  const graph = (failing: string) => skillGraph(
    [skillNode("p", "product.read"), skillNode("small", "image.resize", { mode: "pad", width: 300, height: 300 }), skillNode("check", "check.channel", { google: false, amazon: true, failing }), skillNode("o", "output.save")],
    ["p.image > small.image", "small.image > check.image", "check.image > o.image"],
  );
  const marked = await run(graph("mark"));
  expect(marked.items).toEqual([{ state: "done", reason: null, say: null }]);
  expect(marked.steps["check"]?.["report"]).toMatchObject({ passed: false, rules: expect.arrayContaining([expect.objectContaining({ channel: "Amazon main image", rule: "Longer side", measured: 300, least: 500, passed: false })]) });
  const stopped = await run(graph("stop"));
  expect(stopped.items).toEqual([{ state: "failed", reason: "check_failed", say: expect.stringContaining("The longer side has 300 px. Amazon main image asks for 500 px to 10,000 px.") }]);
});

test("a step that looks at an image does not take the blame for an earlier one that cannot make it", async () => {
  const { items, runId } = await run(skillGraph(
    [skillNode("p", "product.read"), skillNode("speck", "image.resize", { mode: "pad", width: 4472, height: 16 }), skillNode("cut", "image.remove-background"), skillNode("check", "check.channel"), skillNode("o", "output.save")],
    ["p.image > speck.image", "speck.image > cut.image", "cut.image > check.image", "check.image > o.image"],
  ));
  expect(items).toMatchObject([{ state: "failed", reason: "background_unclear" }]);
  expect(await world.database.look(`select "failedNode" from "Item" where "runId" = $1`, [runId])).toEqual([{ failedNode: "cut" }]);
});

test.each(["openai/gpt-5.6-luna", "gemini/3.5-flash-lite"])("variations are made, %s chooses the best with a reason for each in one call, a route leaves one way alone, and the item shows the evidence", async (model) => {
  const { items, steps, runId } = await run(skillGraph(
    [
      skillNode("p", "product.read"), skillNode("v", "list.variations", { kind: "seeds", count: 3, first: 5 }), skillNode("scene", "image.generate", { prompt: "A vase at dusk" }), skillNode("best", "image.choose", { model }),
      skillNode("way", "flow.route", { field: "product.title", operator: "is-empty" }), skillNode("costly", "image.generate", { prompt: "Never made" }), skillNode("check", "check.channel"), skillNode("o", "output.save"), skillNode("o2", "output.save"),
    ],
    ["v.seed > scene.seed", "p.image > scene.photo", "scene.image > best.images", "best.image > way.image", "way.yes > costly.photo", "costly.image > o2.image", "way.no > check.image", "check.image > o.image"],
  ));
  expect(items).toEqual([{ state: "done", reason: null, say: null }]);
  expect(Object.keys(steps).sort()).toEqual(["best", "check", "o", "p", "scene", "v", "way"]);
  expect(await world.database.look(`select "node", count(*)::int from "Call" where "runId" = $1 and "state" = 'done' group by 1 order by 1`, [runId])).toEqual([{ node: "best", count: 1 }, { node: "scene", count: 3 }]);
  const [item] = await world.database.look<{ id: string }>(`select "id" from "Item" where "runId" = $1`, [runId]);
  const evidence = new Map((await getItem(world.at, { runId, itemId: item?.id ?? "" })).steps.map((step) => [step.node, step.evidence]));
  expect(evidence.get("best")).toHaveLength(3);
  expect(evidence.get("best")?.filter(({ result }) => result === "chosen")).toEqual([{ title: expect.stringMatching(/^Image \d, \d+ of 100$/), result: "chosen", text: expect.stringMatching(/\w/) }]);
  expect(evidence.get("check")?.length).toBeGreaterThan(2);
});

test("a folder of the library runs what is behind it once for each of its images, by name", async () => {
  const { id: folderId } = await createFolder(world.at, { name: "Looks" });
  for (const [name, colour] of [["b.png", "#223344"], ["a.png", "#aabbcc"]] as const) await uploadAsset(world.at, { folderId, file: new File([new Uint8Array(await sharp({ create: { width: 64, height: 64, channels: 3, background: colour } }).png().toBuffer())], name, { type: "image/png" }) });
  const { items, runId } = await run(skillGraph([skillNode("p", "product.read"), skillNode("looks", "asset.read", { mode: "folder", folder: "Looks" }), skillNode("o", "output.save", { fileName: "{{n}}" })], ["looks.images > o.image"]));
  expect(items).toMatchObject([{ state: "done" }]);
  expect(await world.database.look(`select "fileName" from "Output" where "runId" = $1 order by "index"`, [runId])).toEqual([{ fileName: "1" }, { fileName: "2" }]);
});

test("an edit with the product as mask changes what is around the product, and the product's pixels stay", async () => {
  world.sandbox.settings.fastPictures = false;
  const graph = skillGraph(
    [skillNode("p", "product.read"), skillNode("mask", "image.mask"), skillNode("edit", "image.edit", { prompt: "On a dark blue table at night" }), skillNode("o", "output.save", { format: "png" })],
    ["p.image > mask.image", "p.image > edit.image", "mask.mask > edit.mask", "edit.image > o.image"],
  );
  const { items, runId } = await run(graph);
  world.sandbox.settings.fastPictures = true;
  expect(items).toEqual([{ state: "done", reason: null, say: null }]);
  expect(await world.database.look(`select "outcome", "warnings", "state" from "Call" where "runId" = $1`, [runId])).toEqual([{ outcome: "done", warnings: [], state: "done" }]);

  const [output] = await world.database.look<{ hash: string; url: string }>(`select o."hash", i."product"->'photos'->0->>'url' as url from "Output" o join "Item" i on i."id" = o."itemId" where o."runId" = $1`, [runId]);
  const photo = shopPhoto(output?.url ?? "");
  const bytes = await world.at.shops.photo(output?.url ?? "");
  const render = async (recipe: ImageRecipe) => sharp((await world.at.images.render({ recipe, encoding: { format: "png", quality: 90, frame: null }, sources: new Map([[`shop:${output?.url ?? ""}`, bytes]]) })).bytes).ensureAlpha().raw().toBuffer();
  const operation = (what: ImageOperation, ...inputs: ImageRecipe[]): ImageRecipe => ({ kind: "operation", at: "test", operation: what, inputs });
  const before = await render(operation({ kind: "resize", width: 1024, height: 1024, mode: "pad", colour: "#ffffff" }, photo));
  const mask = await render(operation({ kind: "edit-mask", width: 1024, height: 1024, change: "rest" }, photo, operation({ kind: "mask-from-cut-out", grow: 0, invert: false, feather: 0 }, operation({ kind: "remove-background", tolerance: 0.4, feather: 0 }, photo))));
  const after = await sharp(await world.at.blobs.get(world.at.workspaceId, output?.hash ?? "")).ensureAlpha().raw().toBuffer();
  const differences = { kept: [0, 0], changed: [0, 0] };
  for (let at = 0; at < before.length; at += 4) {
    const side = differences[mask[at + 3] === 255 ? "kept" : "changed"];
    side[0] = (side[0] ?? 0) + Math.abs((before[at] ?? 0) - (after[at] ?? 0));
    side[1] = (side[1] ?? 0) + 1;
  }
  const mean = ([sum = 0, count = 1]: readonly number[]) => sum / count;
  expect(differences.kept[1]).toBeGreaterThan(50_000);
  expect(mean(differences.kept)).toBeLessThan(2);
  expect(mean(differences.changed)).toBeGreaterThan(40);
}, 120_000);

test("alt text for the catalog is reviewed, published onto the photo itself, and undo gives back what stood there, unless it was edited since", async () => {
  const { skillId } = await createSkill(world.at, { templateId: "alt-text" });
  const { versionId } = await getRunForm(world.at, { skillId });
  const ids = ["gid://shopify/Product/1001", "gid://shopify/Product/1003"];
  const { runId } = await startRun(world.at, { versionId, selection: { kind: "products", ids }, answers: {}, requestKey: "alt-text-run" });
  await world.runItems();
  const before = (await world.products()).filter(({ id }) => ids.includes(id));
  const outputs = await world.database.look<{ id: string; altText: string; altOf: string; productId: string }>(`select o."id", o."altText", o."altOf", i."productId" from "Output" o join "Item" i on i."id" = o."itemId" where o."runId" = $1 order by i."position"`, [runId]);
  expect(outputs.map(({ altOf }) => altOf).sort()).toEqual(before.map(({ media }) => media[0]?.id ?? "").sort());
  for (const { altText } of outputs) expect(altText.length).toBeGreaterThan(5);

  await decideOutputs(world.at, { ids: outputs.map(({ id }) => id), decision: "approve" });
  const { publicationId } = await startPublication(world.at, { products: outputs.map(({ id, productId, altText }) => ({ productId, outputs: [{ id, altText, place: "first" as const, link: "bare" as const }] })) });
  await world.runJobs();
  const after = (await world.products()).filter(({ id }) => ids.includes(id));
  for (const [n, product] of before.entries()) {
    const written = outputs.find(({ productId }) => productId === product.id)?.altText ?? "";
    expect(after[n]).toEqual({ ...product, media: product.media.map((media, place) => (place === 0 ? { ...media, alt: written } : media)) });
  }

  const [edited, other] = before;
  const shop = await world.at.shops.open(SHOP);
  await shop.setAlt(edited?.media[0]?.id ?? "", "Written by hand");
  await undoPublication(world.at, { publicationId, ids: null });
  await world.runJobs();
  expect((await world.products()).find(({ id }) => id === other?.id)).toEqual(other);
  expect((await world.products()).find(({ id }) => id === edited?.id)?.media[0]?.alt).toBe("Written by hand");
  expect(await deleteLooseFiles(world.at, { publicationId })).toEqual({ deleted: 0 });
});

test("a preview runs one product out of turn, and the next run of that version takes it over without buying it again; a further run buys anew", async () => {
  const { skillId } = await createSkill(world.at, { templateId: "flat-lay" });
  const { versionId } = await getRunForm(world.at, { skillId });
  const ids = ["gid://shopify/Product/1001", "gid://shopify/Product/1003"];
  const order = async (requestKey: string, preview: boolean) => {
    const { runId } = await startRun(world.at, { versionId, selection: { kind: "products", ids }, answers: {}, requestKey, preview });
    await world.runItems();
    const calls = await world.database.look<{ productId: string }>(`select i."productId" from "Call" c join "Item" i on i."id" = c."itemId" where c."runId" = $1 order by i."position"`, [runId]);
    const made = await world.database.look<{ productId: string; hash: string }>(`select i."productId", o."hash" from "Output" o join "Item" i on i."id" = o."itemId" where o."runId" = $1 order by i."position"`, [runId]);
    return { runId, calls: calls.map(({ productId }) => productId), made };
  };
  const preview = await order("preview-first", true);
  expect(preview.calls).toEqual([ids[0]]);
  const [row] = await world.database.look(`select "kind", "interactive", "itemCount", "state" from "Run" where "id" = $1`, [preview.runId]);
  expect(row).toEqual({ kind: "preview", interactive: true, itemCount: 1, state: "done" });
  expect(await world.database.look(`select 1 from "Notice" where "subject" = $1`, [preview.runId])).toEqual([]);

  const first = await order("preview-then-run", false);
  expect(first.calls).toEqual([ids[1]]);
  expect(first.made[0]).toEqual(preview.made[0]);
  expect((await order("run-again", false)).calls).toEqual(ids);
  expect((await order("preview-again", true)).calls).toEqual([ids[0]]);
});
