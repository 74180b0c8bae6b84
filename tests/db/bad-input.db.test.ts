import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import sharp from "sharp";
import { afterAll, beforeAll, expect, test } from "vitest";
import { listAssets } from "../../app/features/assets/list-assets.server.ts";
import { listFolders } from "../../app/features/assets/list-folders.server.ts";
import { uploadAsset } from "../../app/features/assets/upload-asset.server.ts";
import { getRun } from "../../app/features/runs/get-run.server.ts";
import { getRunForm } from "../../app/features/runs/get-run-form.server.ts";
import { startRun } from "../../app/features/runs/start-run.server.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { getSkill } from "../../app/features/skills/get-skill.server.ts";
import { publishSkill } from "../../app/features/skills/publish-skill.server.ts";
import { saveDraft } from "../../app/features/skills/save-draft.server.ts";
import { createWorld, type World } from "../support/world.ts";

const HOSTILE = "../shared/corpora/images-hostile";
const PNGSUITE = "../shared/corpora/pngsuite";
/** Files of the corpora that are broken by design (PngSuite names them with an x). */
const BROKEN = /^(x|bad-|bomb|claims|empty|html|svg|truncated|zero|ztxt)/;

let world: World;
let folder: string;
/** Name of each bad or odd image, which is its product's title. */
let names: string[];

/** A shop whose photos are everything that can be wrong with an image, and one good one. */
beforeAll(async () => {
  folder = fs.mkdtempSync(path.join(os.tmpdir(), "piccaso-bad-"));
  for (const from of [HOSTILE, PNGSUITE]) for (const name of fs.readdirSync(from)) if (/\.(png|jpg|svg)$/.test(name)) fs.copyFileSync(path.join(from, name), path.join(folder, name));
  fs.copyFileSync(path.join(HOSTILE, "svg-script.svg"), path.join(folder, "svg-called.png"));
  fs.writeFileSync(path.join(folder, "x-60-megapixels.png"), await sharp({ create: { width: 10_000, height: 6_000, channels: 3, background: "#fff" } }).png().toBuffer());
  const vase = Buffer.from(`<svg xmlns="http://www.w3.org/2000/svg" width="600" height="600"><rect width="600" height="600" fill="#eee"/><rect x="200" y="150" width="200" height="320" fill="#7a2f20"/></svg>`);
  fs.writeFileSync(path.join(folder, "good.png"), await sharp(vase).png().toBuffer());
  names = fs.readdirSync(folder);
  const rows = names.map((name) => `${name.replace(/\W/g, "-").toLowerCase()},${name},${name}`);
  fs.writeFileSync(path.join(folder, "products.csv"), ["Handle,Title,Image Src", ...rows, "no-file,No file,missing.png"].join("\n"));
  world = await createWorld({ catalog: folder });
}, 120_000);
afterAll(async () => {
  await world?.close();
  fs.rmSync(folder, { recursive: true, force: true });
});

/** The skill at a small size, so that two hundred images do not take minutes. */
async function smallSkill(): Promise<string> {
  const { skillId } = await createSkill(world.at, { templateId: "white-square" });
  const { revision, name } = await getSkill(world.at, { skillId });
  await saveDraft(world.at, { skillId, revision, name, params: { background: { width: 256, height: 256 } } });
  await publishSkill(world.at, { skillId, note: "" });
  return (await getRunForm(world.at, { skillId })).versionId;
}

test("a shop full of broken and hostile photos runs to its end: each bad one fails alone with its reason, and the good one is made", async () => {
  const versionId = await smallSkill();
  const { runId } = await startRun(world.at, { versionId, selection: { kind: "search", query: "" }, answers: {}, requestKey: "bad-input" });
  await world.runItems();
  const items = [];
  let view = await getRun(world.at, { runId });
  for (items.push(...view.items); view.nextPosition !== null; items.push(...view.items)) view = await getRun(world.at, { runId, from: view.nextPosition });
  expect(view).toMatchObject({ state: "done", leftOut: [{ title: "No file", why: "No photo" }] });
  expect(items).toHaveLength(names.length);
  expect(items.find(({ title }) => title === "good.png")).toMatchObject({ state: "done", outputs: 1 });
  const failed = items.filter(({ state }) => state === "failed");
  // Nothing fails for a reason without a name, and every reason says what to do.
  expect(items.filter(({ state }) => state !== "done" && state !== "failed")).toEqual([]);
  expect(failed.filter(({ reason, say }) => reason === "internal" || !say?.endsWith("."))).toEqual([]);
  expect(names.filter((name) => BROKEN.test(name) && !failed.some(({ title }) => title === name))).toEqual([]);
  const reasonOf = (name: string) => failed.find(({ title }) => title === name);
  expect(reasonOf("svg-called.png")?.reason).toBe("image_unsupported");
  expect(reasonOf("x-60-megapixels.png")?.say).toContain("60 megapixels (10000 × 6000)");
}, 180_000);

test("a broken or hostile file that is uploaded is refused with its name and the reason, and nothing of it is kept", async () => {
  const [library] = await listFolders(world.at);
  if (!library) throw new Error("a new workspace has no folder");
  const before = (await listAssets(world.at, { folderId: null, search: "", after: null })).assets.length;
  // The picture of this one is whole: only its text, which is not read, would be a bomb.
  for (const name of names.filter((one) => BROKEN.test(one) && one !== "ztxt-64MiB.png")) {
    const file = new File([fs.readFileSync(path.join(folder, name))], name);
    const refused = await uploadAsset(world.at, { folderId: library.id, file }).then(() => "taken", (error: unknown) => error);
    expect(refused, name).toMatchObject({ field: "file", status: expect.toSatisfy((status: number) => status >= 400 && status < 500) });
    expect(refused, name).toMatchObject({ say: expect.stringContaining(name) });
  }
  expect((await listAssets(world.at, { folderId: null, search: "", after: null })).assets).toHaveLength(before);
}, 120_000);
