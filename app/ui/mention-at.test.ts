import { expect, test } from "vitest";
import { mentionAt, suggestionsFor } from "./mention-at.ts";

test.each([
  ["@", 1, { from: 0, to: 1, text: "" }], ["A vase, @plan.sc in", 16, { from: 8, to: 16, text: "plan.sc" }], ["@product.title and", 4, { from: 0, to: 4, text: "pro" }],
  ["write to a@b", 12, null], ["no mention", 10, null], ["@done ", 6, null], ["@@", 2, null],
])("in %j at %i the mention is %j", (text, caret, wanted) => {
  expect(mentionAt(text, caret)).toEqual(wanted);
});

test("what begins with the letters comes first, then what has them in its name or label", () => {
  const all = [{ name: "product.title", label: "Product, title" }, { name: "plan.scene", label: "Describe and plan, scene" }, { name: "season", label: "Season, choice" }];
  expect(suggestionsFor("", all)).toEqual(all);
  expect(suggestionsFor("S", all).map(({ name }) => name)).toEqual(["season", "plan.scene"]);
  expect(suggestionsFor("titl", all).map(({ name }) => name)).toEqual(["product.title"]);
  expect(suggestionsFor("x", all)).toEqual([]);
});
