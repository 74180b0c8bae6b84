import fs from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, expect, test } from "vitest";
import { imagePath, readCatalog } from "./catalog.ts";

const folders: string[] = [];
const folderWith = (csv: string, ...images: string[]) => {
  const folder = fs.mkdtempSync(path.join(os.tmpdir(), "catalog-"));
  folders.push(folder);
  fs.writeFileSync(path.join(folder, "products.csv"), csv);
  images.forEach((image) => fs.writeFileSync(path.join(folder, image), "x"));
  return folder;
};
afterAll(() => folders.forEach((folder) => fs.rmSync(folder, { recursive: true })));

test("the sample catalog is read whole: 32 products, their images in order, their variants", () => {
  const { products, problems } = readCatalog("../shared/catalog");
  expect(products).toHaveLength(32);
  expect(problems).toEqual([]);
  const plimsolls = products.find(({ handle }) => handle === "white-plimsolls");
  expect(plimsolls?.images.map(({ src }) => /(\d)\.png/.exec(src)?.[1])).toEqual(["2", "1", "4", "3"]);
  expect(plimsolls?.variants).toHaveLength(7);
});

test.each([
  ["Handle,Title\na,A\n", /column Image Src is missing/],
  ["Handle,Title,Image Src\n,A,\n", /row 2, column Handle: is empty/],
  ["Handle,Title,Image Src\na,,x.png\n", /row 2, column Title: the product a has no title/],
  ["Handle,Title,Image Src,Image Position\na,A,x.png,first\n", /row 2, column Image Position: “first” is not a whole number/],
  ["Handle,Title,Image Src,Status\na,A,,active\nb,B,,sold\n", /row 3, column Status: “sold” is none of active, draft and archived/],
  ["Handle,Title,Image Src,Option1 Value,Variant Price\na,A,,Red,12 EUR\n", /row 2, column Variant Price: “12 EUR” is not a price/],
  ['Handle,Title,Image Src\na,"A,x\n', /not a CSV file that can be read/],
  ["Handle,Title,Image Src\n", /has no products/],
])("a broken catalog says which row and column: %s", (csv, message) => {
  expect(() => readCatalog(folderWith(csv))).toThrow(message);
});

test("an image that is not there is a warning, and the product comes without it", () => {
  const { products, problems } = readCatalog(folderWith("Handle,Title,Image Src\na,A,one.jpg\na,,two.jpg\nb,B,https://example.com/x.jpg\n", "one.jpg"));
  expect(products.map(({ handle, images }) => [handle, images.length])).toEqual([["a", 2], ["b", 1]]);
  expect(problems).toHaveLength(1);
  expect(problems[0]).toContain("a: the image two.jpg is not in the folder");
});

test("options are joined into the variant's title, and a variant names its image", () => {
  const { products } = readCatalog(folderWith("Handle,Title,Image Src,Option1 Value,Option2 Value,Variant Image\na,A,one.jpg,Red,S,one.jpg\na,,,Red,M,\n", "one.jpg"));
  expect(products[0]?.variants).toEqual([{ title: "Red / S", price: "0", sku: "", image: "one.jpg" }, { title: "Red / M", price: "0", sku: "", image: null }]);
});

test("metafield columns of Shopify's export come along, and empty cells do not", () => {
  const { products } = readCatalog(folderWith("Handle,Title,Image Src,Material (product.metafields.custom.material)\na,A,,Oak\nb,B,,\n"));
  expect(products.map(({ metafields }) => metafields)).toEqual([[{ namespace: "custom", key: "material", name: "Material", value: "Oak" }], []]);
});

test("an image path that leads out of the folder is not followed", () => {
  expect(imagePath("/catalog", "../etc/passwd")).toBeUndefined();
  expect(imagePath("/catalog", "images/a.jpg")).toBe("/catalog/images/a.jpg");
});

test("a folder without products.csv says what a catalog is", () => {
  expect(() => readCatalog("/nowhere")).toThrow(/A catalog is a folder with products.csv/);
});
