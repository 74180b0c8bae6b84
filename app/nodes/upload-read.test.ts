import { expect, test } from "vitest";
import { storedImage } from "#app/core/image/recipe.ts";
import { nodeContext } from "#tests/support/node-context.ts";
import { uploadRead } from "./upload-read.ts";

test("it asks for a file and gives the file that the runner uploaded", async () => {
  expect(uploadRead.asks({ label: "Logo" })).toMatchObject({ kind: "upload", label: "Logo" });
  expect(await uploadRead.run({ inputs: {}, params: {} }, nodeContext({ answer: { kind: "image", hash: "abc" } }))).toEqual({ image: storedImage("abc") });
});

test("without a file it fails and says which value is missing", async () => {
  await expect(uploadRead.run({ inputs: {}, params: {} }, nodeContext())).rejects.toMatchObject({ code: "missing_answer" });
});
