import { expect, test } from "vitest";
import { itemsWords, itemTitle, unitWord } from "./unit-words.ts";

test("items are counted in the words of their unit, and a product's own count is said once", () => {
  expect(itemsWords("product", 5, 5)).toBe("5 products");
  expect(itemsWords("image", 12, 5)).toBe("12 photos of 5 products");
  expect(itemsWords("variant", 1, 1)).toBe("1 variant of 1 product");
  expect(unitWord("image")).toBe("photo");
});

test("an item is called after its product, and after the variant or the photo where it stands for one of several", () => {
  expect(itemTitle({ title: "Mug" })).toBe("Mug");
  expect(itemTitle({ title: "Mug", variant: { id: "v", title: "Red / M", sku: "" } })).toBe("Mug, Red / M");
  // A product that has a single variant has one without a name.
  expect(itemTitle({ title: "Mug", variant: { id: "v", title: "", sku: "" } })).toBe("Mug");
  expect(itemTitle({ title: "Mug", photo: { number: 2, of: 3 } })).toBe("Mug, photo 2");
  expect(itemTitle({ title: "Mug", photo: { number: 1, of: 1 } })).toBe("Mug");
});
