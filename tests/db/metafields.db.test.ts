import { afterAll, beforeAll, expect, test } from "vitest";
import { z } from "zod";
import type { SkillGraph } from "../../app/core/skill/graph.ts";
import { sampleProducts } from "../../app/features/catalog/sample-products.server.ts";
import { startRun } from "../../app/features/runs/start-run.server.ts";
import { createSkill } from "../../app/features/skills/create-skill.server.ts";
import { publishSkill } from "../../app/features/skills/publish-skill.server.ts";
import { skillGraph, skillNode } from "../support/skill-graph.ts";
import { createWorld, type World } from "../support/world.ts";

let world: World;
beforeAll(async () => { world = await createWorld(); });
afterAll(() => world.close());

const ALT = "{{product.title}} of {{product.metafields.custom.material}}, {{product.metafields.custom.height}}, in {{product.metafields.custom.colours}}. {{product.metafields.custom.care}}{{product.metafields.custom.designer}}";
const GRAPH = skillGraph(
  [skillNode("p", "product.read"), skillNode("o", "output.save", { resolution: 256, altText: ALT }, { bindings: { fileName: { from: "product", field: "product.metafields.custom.material" } } })],
  ["p.image > o.image"],
);
const Calls = z.object({ calls: z.record(z.string(), z.object({ count: z.number() })) });
const asked = async () => Calls.parse(await world.control("state")).calls["ProductMetafields"]?.count ?? 0;

async function published(graph: SkillGraph) {
  const { skillId } = await createSkill(world.at, { templateId: "white-square" });
  await world.database.look(`update "Skill" set "draft" = $2 where "id" = $1`, [skillId, JSON.stringify(graph)]);
  return publishSkill(world.at, { skillId, note: "" });
}

test("a run freezes the metafields that its skill names, and only those, and what is made of them reads as a person would write it", async () => {
  const { versionId, warnings } = await published(GRAPH);
  expect(warnings.map(({ code, node, field, what }) => ({ code, node, field, what }))).toEqual([{ code: "empty_field", node: "o", field: "fileName", what: "“material” is empty on 5 of 12 products." }]);
  const { runId } = await startRun(world.at, { versionId, selection: { kind: "products", ids: ["gid://shopify/Product/1001", "gid://shopify/Product/1003"] }, answers: {}, requestKey: "metafields-1" });
  const frozen = await world.database.look<{ metafields: unknown }>(`select "product"->'metafields' as "metafields" from "Item" where "runId" = $1 order by "position"`, [runId]);
  expect(frozen[0]?.metafields).toEqual({ "custom.material": "stoneware", "custom.height": "32 cm", "custom.colours": "clay, sea green", "custom.care": "Wipe with a soft cloth.", "custom.designer": "" });
  await world.runItems();
  const outputs = await world.database.look<{ altText: string; fileName: string }>(`select o."altText", o."fileName" from "Output" o join "Item" i on i."id" = o."itemId" where i."runId" = $1 order by i."position"`, [runId]);
  expect(outputs).toEqual([
    { altText: "Alba Vase of stoneware, 32 cm, in clay, sea green. Wipe with a soft cloth.", fileName: expect.stringMatching(/^stoneware/) },
    { altText: "Morning Mug of porcelain, 9.5 cm, in yellow, moss, rose. Dishwasher safe.", fileName: expect.stringMatching(/^porcelain/) },
  ]);
});

test("a skill that names no metafield asks for none", async () => {
  const before = await asked();
  const { versionId } = await published(skillGraph([skillNode("p", "product.read"), skillNode("o", "output.save", { resolution: 256 })], ["p.image > o.image"]));
  await startRun(world.at, { versionId, selection: { kind: "search", query: "" }, answers: {}, requestKey: "metafields-2" });
  expect(await asked()).toBe(before);
});

test("samples carry the values of the metafields that were asked for, empty where a product has none, and what the shop has described", async () => {
  const { samples, metafields } = await sampleProducts(world.at, { metafields: ["custom.material"] });
  expect(metafields.map(({ name }) => name)).toEqual(["Material", "Colours", "Height", "Care guide", "Designer"]);
  expect(samples.filter(({ values }) => values["product.metafields.custom.material"] === "").map(({ title }) => title)).toContain("Zip Pouch");
  expect(samples[0]?.values["product.metafields.custom.height"]).toBeUndefined();
});
