import { expect, test } from "vitest";
import { plannedCalls } from "../core/skill/planned-calls.ts";
import { shopPhoto } from "../core/image/recipe.ts";
import { nodeContext } from "../../tests/support/node-context.ts";
import { llmDescribe } from "./llm-describe.ts";

const photo = shopPhoto("https://cdn.example/1.jpg");
const fields = ["subject", "materials: list", "pieces: number", "handmade: yes or no"];
const answer = { subject: "a vase", materials: ["clay", "glaze"], pieces: 1, handmade: true };

test("it asks for the declared fields and nothing else, and gives each as text", async () => {
  const context = nodeContext({ text: JSON.stringify(answer), mentioned: { "season": "winter" } });
  const out = await llmDescribe.run({ inputs: { photo }, params: { prompt: "Describe @product.title for @season.", fields } }, context);
  expect(out).toEqual({ fields: { subject: "a vase", materials: "clay, glaze", pieces: "1", handmade: "yes" }, text: "subject: a vase\nmaterials: clay, glaze\npieces: 1\nhandmade: yes" });
  expect(context.orders).toMatchObject([{ kind: "text", prompt: "Describe Alba Vase for winter.", images: [photo], maxTokens: 600, schema: {
    type: "object", additionalProperties: false, required: ["subject", "materials", "pieces", "handmade"],
    properties: { subject: { type: "string" }, materials: { type: "array", items: { type: "string" } }, pieces: { type: "number" }, handmade: { type: "boolean" } },
  } }]);
});

test.each([
  ["no JSON", "a vase"], ["a field is missing", JSON.stringify({ ...answer, pieces: undefined })], ["a field too many", JSON.stringify({ ...answer, price: "free" })], ["another type", JSON.stringify({ ...answer, materials: "clay" })], ["a list", "[]"],
])("an answer with %s is corrupt", async (_what, text) => {
  await expect(llmDescribe.run({ inputs: { photo }, params: { fields } }, nodeContext({ text }))).rejects.toMatchObject({ code: "answer_corrupt" });
});

test("a declaration that cannot be read is refused with what to write, and so are two fields of one name", () => {
  const issue = (lines: string[]) => llmDescribe.params.safeParse({ fields: lines }).error?.issues[0]?.message;
  expect(issue(["Main colour"])).toContain("Write a name and its type");
  expect(issue(["price: money"])).toContain("Write a name and its type");
  expect(issue(["a", "a: list"])).toBe("Two fields have the same name");
  expect(issue([])).toBe("Write at least one field");
});

test("the plan has room for every field, and names them for later prompts", () => {
  expect(plannedCalls({ params: { fields } }, llmDescribe, new Map([["photo", 1]]))).toMatchObject([{ ratio: null, references: 1, answerTokens: 600 }]);
});
