import fs from "node:fs";
import { expect, test } from "vitest";
import { checkerOf, SettingsSchema } from "../core/settings.ts";
import { fieldsOf } from "../core/skill/fields.ts";
import type { ImageMeasure } from "../core/image/measure.ts";
import { storedImage } from "../core/image/recipe.ts";
import type { AnyNode, Answer } from "../core/node.ts";
import type { PortValues } from "../core/port-types.ts";
import { exampleOf } from "../../scripts/node-docs.ts";
import { nodeContext, PRODUCT } from "../../tests/support/node-context.ts";
import { NODES, nodeRegistry } from "./registry.ts";

const OTHERS = ["registry.ts", "contract.test.ts"];
const files = fs.readdirSync("app/nodes").filter((name) => !name.endsWith(".test.ts") && !OTHERS.includes(name));

test("every file of the shelf is in the registry, and every type is there once", () => {
  expect(NODES).toHaveLength(files.length);
  expect(files.map((name) => name.replace(".ts", "").replace("-", ".")).sort()).toEqual(NODES.map(({ type }) => type).sort());
  expect(new Set(NODES.map(({ type }) => type)).size).toBe(NODES.length);
});

test("each node has a test of its own", () => {
  expect(files.filter((name) => !fs.existsSync(`app/nodes/${name.replace(".ts", ".test.ts")}`))).toEqual([]);
});

test.each(NODES)("$type is described in sentence case, runs on its defaults and makes a form from its one schema", (node) => {
  expect(node.version).toBeGreaterThanOrEqual(1);
  expect(node.type).toMatch(/^[a-z]+\.[a-z-]+$/);
  expect(node.description).toMatch(/^[A-Z].*\.$/);
  expect(node.params.safeParse({}).success).toBe(true);
  // The canvas checks settings by the JSON Schema alone.
  const inCanvas = checkerOf(SettingsSchema.parse(JSON.parse(JSON.stringify(node.schema))));
  expect(inCanvas({})).toEqual([]);
  expect(inCanvas({ unheard: 1 })).toEqual(node.check({ unheard: 1 }));
  const fields = fieldsOf(node.schema, {}, undefined);
  for (const field of fields) {
    const { when } = field;
    const options = fields.find(({ name }) => name === when?.field)?.options.map(({ value }) => value) ?? [];
    expect(when?.is.filter((value) => !options.includes(value)) ?? [], `${node.type} ${field.name} depends on`).toEqual([]);
    expect(field.title, `${node.type} ${field.name}`).toMatch(/^[A-Z]/);
    if (field.kind === "choice") expect(field.options.every(({ label }) => /^[A-Z0-9]/.test(label))).toBe(true);
  }
  for (const name of settingsNamed(node)) expect(Object.keys(node.schema.properties), `${node.type} names the setting`).toContain(name);
  for (const [name, { type, most }] of Object.entries(node.outputs)) if (type === "images") expect(most, `${node.type} ${name} says how many`).toBeDefined();
  for (const port of [...Object.values(node.inputs), ...Object.values(node.outputs)]) expect(port.label).toMatch(/^[A-Z]/);
});

/** Every setting that the node's data names: what it buys, how long its lists are, and where its fields are declared. */
function settingsNamed({ buys, outputs }: AnyNode): string[] {
  const amounts = [...buys.flatMap(({ promptLength, answerTokens }) => [promptLength, answerTokens]), ...Object.values(outputs).flatMap(({ most }) => most ?? [])];
  return [
    ...buys.flatMap(({ model, ratio, quality, times }) => [model, ratio, quality, times].filter((name) => name !== null)),
    ...amounts.flatMap((amount) => (typeof amount === "number" ? [] : [amount.setting])),
    ...Object.values(outputs).flatMap(({ fieldsIn }) => fieldsIn ?? []),
  ];
}

/** A value for each type of port. */
const VALUES: PortValues = {
  image: storedImage("image"), images: [storedImage("first"), storedImage("second")], mask: storedImage("mask"), text: "Alba Vase", number: 2, choice: "Spring", product: PRODUCT,
  asset: { name: "Look", image: storedImage("asset") }, json: {},
};
const PLAIN: ImageMeasure = { width: 2048, height: 2048, transparent: 0, border: { colour: "#ffffff", plain: 1, white: 1, spread: 0 }, product: { left: 0.06, right: 0.06, top: 0.06, bottom: 0.06, fill: 0.88 }, sharpness: 100 };

test.each(NODES)("$type has an example whose settings fit", (node) => {
  const example = exampleOf(node);
  expect(example, `${node.type} needs an example, of its own or in a template`).toBeDefined();
  expect(node.check(example?.params)).toEqual([]);
});

test.each(NODES.filter(({ example }) => example))("$type does what its own example says it is good for, and gives what its ports promise", async (node) => {
  const inputs = Object.fromEntries(Object.entries(node.inputs).map(([name, { type }]) => [name, VALUES[type]]));
  const answers: Readonly<Record<string, Answer>> = { upload: { kind: "image", hash: "upload" }, asset: { kind: "image", hash: "asset" }, text: { kind: "text", text: "Made to last" }, choice: { kind: "text", text: "Spring" } };
  const answer = answers[node.asks(node.example?.params)?.kind ?? ""];
  const verdict = { score: 50, reason: "sharp" };
  const fields = node.type === "image.choose" ? JSON.stringify({ best: 2, image_1: verdict, image_2: verdict }) : node.outputs["fields"] ? JSON.stringify({ subject: "a vase", scene: "a table" }) : "bought text";
  const out = await node.run({ inputs, params: node.example?.params }, nodeContext({ measure: PLAIN, text: fields, ...(answer ? { answer } : {}) }));
  expect(Object.keys(node.outputs).filter((name) => !node.outputs[name]?.optional && out[name] === undefined)).toEqual([]);
});

test("a node is found by its type, and an unknown one is not", () => {
  expect(nodeRegistry.get("image.resize")?.title).toBe("Resize");
  expect(nodeRegistry.get("constructor")).toBeUndefined();
});
