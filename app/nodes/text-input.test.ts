import { expect, test } from "vitest";
import { nodeContext } from "#tests/support/node-context.ts";
import { textInput } from "./text-input.ts";

test("it asks for a line and gives what was written", async () => {
  expect(textInput.asks({ label: "Line", value: "Sale" })).toMatchObject({ kind: "text", label: "Line", value: "Sale" });
  expect(await textInput.run({ inputs: {}, params: {} }, nodeContext({ answer: { kind: "text", text: "Hello" } }))).toEqual({ text: "Hello" });
  await expect(textInput.run({ inputs: {}, params: {} }, nodeContext())).rejects.toMatchObject({ code: "missing_answer" });
});
