import { expect, test } from "vitest";
import { plainText } from "./plain-text.ts";

test("what a database cannot hold is left out, and whole characters stay", () => {
  expect(plainText("a\0b\ud83cc 🏺 é")).toBe("abc 🏺 é");
});
