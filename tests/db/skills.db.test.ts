import fs from "node:fs";
import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { WorkspaceContext } from "../../app/core/context.ts";
import { FORMAT, SkillGraph } from "../../app/core/skill/graph.ts";
import { deleteAssets } from "../../app/features/assets/delete-assets.server.ts";
import { listAssets } from "../../app/features/assets/list-assets.server.ts";
import { approvedResults } from "../../app/features/reviews/approved-results.server.ts";
import { decideOutputs } from "../../app/features/reviews/decide-outputs.server.ts";
import { listOutputs } from "../../app/features/reviews/list-outputs.server.ts";
import { getRunForm } from "../../app/features/runs/get-run-form.server.ts";
import { quoteAnswers } from "../../app/features/runs/quote-answers.server.ts";
import { startRun } from "../../app/features/runs/start-run.server.ts";
import { archiveSkill } from "../../app/features/skills/archive-skill.server.ts";
import { compareVersions } from "../../app/features/skills/compare-versions.server.ts";
import { createBlankSkill } from "../../app/features/skills/create-blank-skill.server.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { duplicateSkill } from "../../app/features/skills/duplicate-skill.server.ts";
import { exportSkill } from "../../app/features/skills/export-skill.server.ts";
import { getSkill } from "../../app/features/skills/get-skill.server.ts";
import { importSkill } from "../../app/features/skills/import-skill.server.ts";
import { listSkills } from "../../app/features/skills/list-skills.server.ts";
import { publishSkill } from "../../app/features/skills/publish-skill.server.ts";
import { restoreVersion } from "../../app/features/skills/restore-version.server.ts";
import { saveDraft } from "../../app/features/skills/save-draft.server.ts";
import { templatePicture } from "../../app/features/skills/template-picture.server.ts";
import { unarchiveSkill } from "../../app/features/skills/unarchive-skill.server.ts";
import { skillGraph, skillNode } from "../support/skill-graph.ts";
import { createWorld, type World } from "../support/world.ts";

const naughty = z.array(z.string()).parse(JSON.parse(fs.readFileSync("../shared/corpora/blns/blns.json", "utf8")));
let world: World;
let at: WorkspaceContext;

beforeAll(async () => {
  world = await createWorld();
  at = world.at;
});
afterAll(() => world.close());

const bytes = (text: string) => new TextEncoder().encode(text);
const draftOf = async (skillId: string) => SkillGraph.parse((await world.database.look<{ draft: unknown }>(`select "draft" from "Skill" where "id" = $1`, [skillId]))[0]?.draft);
const skills = async () => Number((await world.database.look<{ n: string }>(`select count(*) as n from "Skill"`))[0]?.n);

/** A skill whose second version has another margin than its first. */
async function twoVersions() {
  const { skillId } = await createSkill(at, { templateId: "white-square" });
  const { name } = await getSkill(at, { skillId });
  const { revision } = await saveDraft(at, { skillId, revision: 1, name, params: { background: { margin: 0.2 } } });
  await publishSkill(at, { skillId, note: "Rooms for the autumn", label: "Autumn" });
  const { versions: [second, first] } = await getSkill(at, { skillId });
  if (!first || !second) throw new Error("two versions were published");
  return { skillId, name, revision, first, second };
}

test("a blank skill has a product and an output that are not connected, says what is missing, and cannot be run yet", async () => {
  const { skillId } = await createBlankSkill(at);
  const skill = await getSkill(at, { skillId });
  expect(skill).toMatchObject({ name: "New skill", versions: [], edges: [], problems: [{ severity: "error", node: "output", field: "image" }, { severity: "warning", node: "product" }] });
  expect(skill.nodes.map(({ title }) => title)).toEqual(["Product", "Output Configurations"]);
  await expect(getRunForm(at, { skillId })).rejects.toMatchObject({ code: "invalid_skill", say: expect.stringContaining("not published yet") });
  expect((await getSkill(at, await createBlankSkill(at))).name).toBe("New skill 2");
});

test("a version has a name and a note, and what the draft changes since then is named", async () => {
  const { skillId, name, revision, second } = await twoVersions();
  expect(second).toMatchObject({ number: 2, label: "Autumn", note: "Rooms for the autumn", byYou: true });
  await saveDraft(at, { skillId, revision, name: "Another name", description: "Cuts out and centres.", params: { output: { format: "png" } } });
  const skill = await getSkill(at, { skillId });
  expect(skill.description).toBe("Cuts out and centres.");
  expect(skill.changes).toEqual([
    { of: "skill", mark: "changed", id: skillId, name: "Another name", values: [{ title: "Name", field: null, from: name, to: "Another name" }] },
    { of: "step", mark: "changed", id: "output", name: "Output Configurations", values: [{ title: "Format", field: "format", from: "JPEG", to: "PNG, keeps transparency" }] },
  ]);
});

test("restoring makes a version's graph the draft and keeps every version; a stale page and another skill's version are refused", async () => {
  const { skillId, revision, first, second } = await twoVersions();
  const other = await twoVersions();
  await expect(restoreVersion(at, { skillId, versionId: first.id, revision: revision - 1 })).rejects.toMatchObject({ code: "conflict" });
  await expect(restoreVersion(at, { skillId, versionId: other.first.id, revision })).rejects.toMatchObject({ code: "not_found" });
  expect((await getSkill(at, { skillId })).changes).toEqual([]);
  expect(await restoreVersion(at, { skillId, versionId: first.id, revision })).toEqual({ revision: revision + 1, number: 1 });
  const skill = await getSkill(at, { skillId });
  expect(skill.versions.map(({ id }) => id)).toEqual([second.id, first.id]);
  expect(skill.changes).toMatchObject([{ of: "step", mark: "changed", id: "background", values: [{ field: "margin", from: "0.2", to: "0.1" }] }]);
  // Runs go on with the newest version until the draft is published.
  expect((await getRunForm(at, { skillId })).versionId).toBe(second.id);
});

test("two states of a skill are compared, with what a product costs in both", async () => {
  const { skillId } = await createSkill(at, { templateId: "lifestyle-scene" });
  const { name, versions: [first] } = await getSkill(at, { skillId });
  await saveDraft(at, { skillId, revision: 1, name, params: { scene: { model: "openai/gpt-image-2.6-flare" } } });
  const compared = await compareVersions(at, { skillId, from: first?.id ?? "", to: null });
  expect(compared.changes).toMatchObject([{ id: "scene", values: [{ title: "Model", from: "Nano Banana 2.1", to: "GPT Image 2.6 Flare" }] }]);
  expect(compared.fromMicros).toBeGreaterThan(0);
  expect(compared.toMicros).not.toBe(compared.fromMicros);
  expect((await compareVersions(at, { skillId, from: first?.id ?? "", to: first?.id ?? "" })).changes).toEqual([]);
  await expect(compareVersions(at, { skillId, from: randomUUID(), to: null })).rejects.toMatchObject({ code: "not_found" });
});

test("a duplicate has the draft and a name of its own, and neither versions nor runs", async () => {
  const { skillId, name } = await twoVersions();
  const copy = await duplicateSkill(at, { skillId });
  expect(await getSkill(at, copy)).toMatchObject({ name: `${name} copy`, versions: [], revision: 1 });
  expect(await draftOf(copy.skillId)).toEqual(await draftOf(skillId));
  expect((await getSkill(at, await duplicateSkill(at, { skillId }))).name).toBe(`${name} copy 2`);
  expect(await getSkill(at, await createSkill(at, { templateId: "white-square", editFirst: true }))).toMatchObject({ versions: [] });
});

test("an archived skill is in its own list and cannot be run, until it is taken back", async () => {
  const { skillId, second } = await twoVersions();
  await archiveSkill(at, { skillId });
  const listed = async (archived: boolean) => (await listSkills(at, { archived })).some(({ id }) => id === skillId);
  expect([await listed(false), await listed(true)]).toEqual([false, true]);
  await expect(getRunForm(at, { skillId })).rejects.toMatchObject({ say: expect.stringContaining("archived") });
  await expect(startRun(at, { versionId: second.id, selection: { kind: "search", query: "" }, answers: {}, requestKey: "of-an-archived-skill" })).rejects.toMatchObject({ code: "invalid_skill" });
  await unarchiveSkill(at, { skillId });
  expect([await listed(false), await listed(true)]).toEqual([true, false]);
  expect((await getRunForm(at, { skillId })).versionId).toBe(second.id);
});

test("the naughty strings in every field of a skill are stored and exported as they were imported", async () => {
  const texts = naughty.filter((text) => text.length > 0 && text.length <= 60);
  const area = { position: { x: 1, y: 2 }, width: 80, height: 80, tint: "grey" };
  // Hundred steps a file, as many as there are strings.
  for (let from = 0; from < texts.length; from += 100) {
    const part = texts.slice(from, from + 100);
    const graph = SkillGraph.parse({
      format: FORMAT, edges: [], nodes: part.map((text, n) => skillNode(`n${n}`, "llm.write", { prompt: text, [text]: text }, { name: text, bindings: { model: { from: "runner", label: text, help: text } } })),
      notes: part.map((text, n) => ({ ...area, id: `n${n}`, text })), frames: part.map((text, n) => ({ ...area, id: `n${n}`, title: text })),
    });
    const about = { name: part.find((text) => text.trim() !== "")?.trim() ?? "", description: part.slice(-1)[0]?.trim() ?? "" };
    const { skillId } = await importSkill(at, { bytes: bytes(JSON.stringify({ piccaso: "skill", format: 1, ...about, graph })) });
    expect(await draftOf(skillId)).toEqual(graph);
    const { text, fileName } = await exportSkill(at, { skillId, versionId: null });
    expect(fileName).toMatch(/^[a-z0-9-]+-draft\.piccaso\.json$/);
    expect(JSON.parse(text)).toEqual({ piccaso: "skill", format: 1, name: (await getSkill(at, { skillId })).name, description: about.description, graph });
    expect((await getSkill(at, { skillId })).nodes.map(({ title }) => title)).toEqual(part);
  }
});

test("a version and the draft are exported apart, and what comes back is the same", async () => {
  const { skillId, first } = await twoVersions();
  const file = await exportSkill(at, { skillId, versionId: first.id });
  expect(file.fileName).toMatch(/-v1\.piccaso\.json$/);
  const back = await importSkill(at, { bytes: bytes(file.text) });
  const { text } = await exportSkill(at, { skillId: back.skillId, versionId: null });
  expect(text.replace(/"name": "[^"]*"/, "")).toBe(file.text.replace(/"name": "[^"]*"/, ""));
  await expect(exportSkill(at, { skillId: back.skillId, versionId: first.id })).rejects.toMatchObject({ code: "not_found" });
});

test("the price of a run form follows the answers that decide it, and an answer that does not fit has none", async () => {
  const asked = (label: string) => ({ from: "runner" as const, label, help: "" });
  const graph = skillGraph([
    skillNode("p", "product.read"), skillNode("scene", "image.generate", { model: "gemini/nano-banana-2.1", prompt: "A vase", ratio: "1:1" }, { bindings: { model: asked("Model"), prompt: asked("Scene"), ratio: asked("Shape") } }), skillNode("o", "output.save"),
  ], ["p.image > scene.photo", "scene.image > o.image"]);
  const { skillId } = await importSkill(at, { bytes: bytes(JSON.stringify({ piccaso: "skill", format: 1, name: "Asked", graph })) });
  const { versionId } = await publishSkill(at, { skillId, note: "" });
  const form = await getRunForm(at, { skillId });
  // Choices are offered by their names, models that can run among them.
  const [model, , shape] = form.questions.map(({ question }) => question);
  expect(model).toMatchObject({ kind: "choice", value: "gemini/nano-banana-2.1", options: expect.arrayContaining(["openai/gpt-image-2.6-flare"]), labels: { "openai/gpt-image-2.6-flare": "GPT Image 2.6 Flare" } });
  expect(shape).toMatchObject({ kind: "choice", value: "1:1", labels: { "1:1": "1:1, square" } });
  const text = (value: string) => ({ kind: "text" as const, text: value });
  expect(form.pricedBy).toEqual(["scene.model", "scene.ratio"]);
  const of = async (model: string) => (await quoteAnswers(at, { versionId, answers: { "scene.model": text(model), "scene.prompt": text("Another"), "scene.ratio": text("1:1") } })).each;
  expect(await of("gemini/nano-banana-2.1")).toEqual(form.each);
  const other = await of("openai/gpt-image-2.6-flare");
  expect(other.lines).toMatchObject([{ model: "openai/gpt-image-2.6-flare" }]);
  expect(other.maximumMicros).not.toBe(form.each.maximumMicros);
  await expect(of("nobody/nothing")).rejects.toMatchObject({ code: "model_ended" });
  await expect(quoteAnswers(at, { versionId, answers: { "scene.ratio": text("round") } })).rejects.toMatchObject({ code: "invalid_input", field: "answers.scene.ratio" });
});

test("the picture of a template is an example only while the skill does exactly that, and images that somebody approved only while they are kept", async () => {
  const { skillId } = await createSkill(at, { templateId: "white-square" });
  expect(await templatePicture(at, { skillId })).toEqual({ before: "/templates/white-square-before.webp", after: "/templates/white-square-after.webp" });
  expect(await approvedResults(at, { skillId, take: 4 })).toEqual([]);
  expect(await templatePicture(at, await twoVersions())).toBeNull();
  expect(await templatePicture(at, await createSkill(at, { templateId: "lifestyle-scene" }))).toBeNull();
  const { versionId } = await getRunForm(at, { skillId });
  const { runId } = await startRun(at, { versionId, selection: { kind: "products", ids: ["gid://shopify/Product/1001", "gid://shopify/Product/1003"] }, answers: {}, requestKey: "examples-of-a-skill" });
  await world.runItems();
  const { outputs } = await listOutputs(at, { state: "awaiting", runId, after: null });
  await decideOutputs(at, { ids: outputs.map(({ id }) => id), decision: "approve" });
  expect((await approvedResults(at, { skillId, take: 4 })).map(({ productTitle }) => productTitle).sort()).toEqual(outputs.map(({ productTitle }) => productTitle).sort());
  const { assets: [asset] } = await listAssets(at, { folderId: null, search: "", after: null });
  await deleteAssets(at, { ids: [asset?.id ?? ""] });
  expect(await approvedResults(at, { skillId, take: 4 })).toHaveLength(outputs.length - 1);
});

test("a refused file leaves nothing, and steps that nobody knows here are kept, shown and explained", async () => {
  const before = await skills();
  await expect(importSkill(at, { bytes: bytes(`{"piccaso":"skill","format":9}`) })).rejects.toMatchObject({ code: "invalid_input", field: "file" });
  expect(await skills()).toBe(before);
  const graph = SkillGraph.parse({ format: FORMAT, nodes: [skillNode("wand", "magic.wand", { power: 9 })], edges: [] });
  const { skillId } = await importSkill(at, { bytes: bytes(JSON.stringify({ piccaso: "skill", format: 1, name: "Wand", graph })) });
  const skill = await getSkill(at, { skillId });
  expect(skill.nodes).toMatchObject([{ id: "wand", title: "magic.wand", fields: [] }]);
  expect(skill.problems).toEqual(expect.arrayContaining([expect.objectContaining({ node: "wand", what: expect.stringContaining("not known here"), fix: "Remove it, or update Piccaso." })]));
  await expect(publishSkill(at, { skillId, note: "" })).rejects.toMatchObject({ code: "invalid_skill" });
  expect(await draftOf(skillId)).toEqual(graph);
});

test("who may not edit skills may look at them and export them, and nothing else; another workspace finds nothing", async () => {
  const { skillId, first, revision } = await twoVersions();
  const operator = await world.enter("4711");
  expect(operator.actor.role).toBe("operator");
  const { text } = await exportSkill(operator, { skillId, versionId: null });
  expect((await compareVersions(operator, { skillId, from: first.id, to: null })).changes).toHaveLength(1);
  for (const attempt of [
    () => createBlankSkill(operator), () => duplicateSkill(operator, { skillId }), () => restoreVersion(operator, { skillId, versionId: first.id, revision }), () => archiveSkill(operator, { skillId }),
    () => unarchiveSkill(operator, { skillId }), () => importSkill(operator, { bytes: bytes(text) }), () => publishSkill(operator, { skillId, note: "" }),
  ]) await expect(attempt()).rejects.toMatchObject({ code: "not_allowed" });
  const elsewhere = { ...at, workspaceId: randomUUID() };
  for (const attempt of [
    () => exportSkill(elsewhere, { skillId, versionId: null }), () => duplicateSkill(elsewhere, { skillId }), () => compareVersions(elsewhere, { skillId, from: null, to: null }),
    () => restoreVersion(elsewhere, { skillId, versionId: first.id, revision }),
  ]) await expect(attempt()).rejects.toMatchObject({ code: "not_found" });
});
