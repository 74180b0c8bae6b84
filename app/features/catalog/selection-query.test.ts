import fs from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { labelOf, searchOf } from "./selection-query.ts";

const naughty = z.array(z.string()).parse(JSON.parse(fs.readFileSync("../shared/corpora/blns/blns.json", "utf8")));

test("a tag with quotes or operators stays one quoted value", () => {
  expect(searchOf({ kind: "tag", tag: `new" OR status:"draft` })).toBe(`tag:"new  OR status: draft"`);
});

test("no naughty string that a merchant types can leave its quotes", () => {
  for (const text of naughty) {
    const search = searchOf({ kind: "search", query: text.slice(0, 200) }) ?? "";
    const outside = search.replace(/"[^"\\]*"/g, "");
    expect(outside.replace(/ AND /g, "")).toBe("");
  }
});

test("a collection is found by its number only", () => {
  expect(searchOf({ kind: "collection", id: "gid://shopify/Collection/12 OR 1", title: "x" })).toBe("collection_id:121");
  expect(labelOf({ kind: "collection", id: "gid://shopify/Collection/12", title: "Lamps" })).toBe("Collection “Lamps”");
});
