import fs from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { isMeant, labelOf, searchOf } from "./selection-query.ts";

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

test("a vendor, a type and a status are searched for by their field, quoted, and what only begins alike is not meant", () => {
  expect(searchOf({ kind: "vendor", vendor: 'Nord" OR vendor:"Fjell' })).toBe('vendor:"Nord  OR vendor: Fjell"');
  expect(searchOf({ kind: "type", type: "Skin care" })).toBe('product_type:"Skin care"');
  expect(searchOf({ kind: "status", status: "DRAFT" })).toBe("status:DRAFT");
  const product = { vendor: "Studio Nord", type: "Ceramics", status: "ACTIVE" };
  expect([isMeant({ kind: "vendor", vendor: "studio nord " }, product), isMeant({ kind: "vendor", vendor: "Studio" }, product), isMeant({ kind: "type", type: "Bags" }, product), isMeant({ kind: "status", status: "ACTIVE" }, product)]).toEqual([true, false, false, true]);
});

test("no naughty string of any field can leave its quotes", () => {
  for (const text of naughty) {
    for (const selection of [{ kind: "tag" as const, tag: text }, { kind: "vendor" as const, vendor: text }, { kind: "type" as const, type: text }]) expect(searchOf(selection)).toMatch(/^[a-z_]+:"[^"\\]*"$/);
  }
});

test("a collection is found by its number only", () => {
  expect(searchOf({ kind: "collection", id: "gid://shopify/Collection/12 OR 1", title: "x" })).toBe("collection_id:121");
  expect(labelOf({ kind: "collection", id: "gid://shopify/Collection/12", title: "Lamps" })).toBe("Collection “Lamps”");
});
