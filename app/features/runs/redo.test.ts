import { expect, test } from "vitest";
import { isRedone, notedPrompt, type Redo } from "./redo.ts";

const redo: Redo = { number: 1, notes: ["More light"], node: "scene", index: 0, finish: { node: "o", turn: 0, nth: 0 }, root: 1 };

test("wishes come after the prompt, the newest last, and a long prompt gives way to them", () => {
  expect(notedPrompt("A vase", redo, 4_000)).toBe("A vase\n\nChange this: More light");
  expect(notedPrompt("A vase", { notes: ["More light", "", "Darker"] }, 4_000)).toBe("A vase\n\nChange this: More light\nAnd: Darker");
  expect(notedPrompt("A vase", { notes: [""] }, 4_000)).toBe("A vase");
  const long = notedPrompt("x".repeat(5_000), redo, 4_000);
  expect(long).toHaveLength(4_000);
  expect(long.endsWith("More light")).toBe(true);
});

test("only one order of one step is bought anew", () => {
  expect([isRedone(redo, { node: "scene", index: 0 }), isRedone(redo, { node: "scene", index: 100 }), isRedone(redo, { node: "wide", index: 0 }), isRedone(null, { node: "scene", index: 0 })]).toEqual([true, false, false, false]);
});
