import { expect, test } from "vitest";
import { nodeContext } from "#tests/support/node-context.ts";
import { choiceInput } from "./choice-input.ts";

test("it asks for one of its choices and takes no other", async () => {
  const params = { label: "Mood", options: ["Warm", "Cool"] };
  expect(choiceInput.asks(params)).toMatchObject({ kind: "choice", options: ["Warm", "Cool"], value: "Warm" });
  const run = (text: string) => choiceInput.run({ inputs: {}, params }, nodeContext({ answer: { kind: "text", text } }));
  expect(await run("Cool")).toEqual({ choice: "Cool" });
  await expect(run("Hot")).rejects.toMatchObject({ code: "missing_answer" });
});
