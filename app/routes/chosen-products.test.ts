import { expect, test } from "vitest";
import { chosenProducts } from "./chosen-products.server.ts";

test("what the admin's links add is read, each product once, and nothing else is taken for a product", () => {
  expect(chosenProducts(new URL("https://app.example/app/skills?id=12"))).toEqual(["gid://shopify/Product/12"]);
  expect(chosenProducts(new URL("https://app.example/app/skills?ids[]=1&ids[]=2&ids[]=1"))).toEqual(["gid://shopify/Product/1", "gid://shopify/Product/2"]);
  expect(chosenProducts(new URL("https://app.example/app/skills?id=1%20OR%201&id=&id=9e9"))).toEqual([]);
});
