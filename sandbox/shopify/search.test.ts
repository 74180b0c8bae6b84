import { expect, test } from "vitest";
import type { Product } from "../state.ts";
import { matchesSearch } from "./search.ts";

const lamp: Product = { id: "gid://shopify/Product/7", title: "Paper Lamp", handle: "paper-lamp", status: "ACTIVE", vendor: "Nord", type: "Lamp", tags: ["new", "light"], description: "", collections: ["gid://shopify/Collection/3"], media: [], variants: [], metafields: [], updatedAt: "2026-03-01T10:00:00.000Z" };

test.each([
  ['"paper"', true], ['"paper" AND "nord"', true], ['"paper" AND "chair"', false], ['tag:"new"', true], ["tag:ne", false],
  ["collection_id:3", true], ["collection_id:33", false], ["product_type:lamp status:active", true], ["price:>3", false], ["updated_at:>'2026-03-01T09:00:00.000Z'", true], ["updated_at:>'2026-03-01T11:00:00.000Z'", false], ["", true],
])("the search %s gives %s", (query, wanted) => {
  expect(matchesSearch(lamp, query)).toBe(wanted);
});
