import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { expect, test } from "vitest";
import { readCatalog } from "./catalog.ts";

const folderWith = (csv: string) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "catalog-"));
  fs.writeFileSync(path.join(folder, "products.csv"), csv);
  return folder;
};

test("the sample catalog is read whole: 32 products, their images in order, their variants", () => {
  const products = readCatalog("../shared/catalog");
  expect(products).toHaveLength(32);
  const plimsolls = products.find(({ handle }) => handle === "white-plimsolls");
  expect(plimsolls?.images.map(({ src }) => src.match(/(\d)\.png/)?.[1])).toEqual(["2", "1", "4", "3"]);
  expect(plimsolls?.variants).toHaveLength(7);
});

test.each([
  ["Handle,Title\na,A\n", /column Image Src is missing/],
  ["Handle,Title,Image Src\n,A,\n", /row 2: the column Handle is empty/],
  ["Handle,Title,Image Src\na,,x.png\n", /row 2: the product a has no Title/],
  ["Handle,Title,Image Src,Image Position\na,A,x.png,first\n", /row 2, column Image Position: “first” is not a whole number/],
  ['Handle,Title,Image Src\na,"A,x\n', /not a CSV file that can be read/],
  ["Handle,Title,Image Src\n", /has no products/],
])("a broken catalog says which row and column: %s", (csv, message) => {
  expect(() => readCatalog(folderWith(csv))).toThrow(message);
});

test("a folder without products.csv says what a catalog is", () => {
  expect(() => readCatalog("/nowhere")).toThrow(/A catalog is a folder with products.csv/);
});
