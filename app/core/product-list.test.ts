import fc from "fast-check";
import { expect, test } from "vitest";
import { csvLine } from "./csv.ts";
import { MOST_LINES, readProductList } from "./product-list.ts";

test("one handle a line is a list, with empty lines left out and what is named twice taken once", () => {
  expect(readProductList("alba-vase\n\nlow-bowl\r\nAlba-Vase\n")).toEqual({ by: "either", lines: [{ line: 1, value: "alba-vase" }, { line: 3, value: "low-bowl" }] });
});

test("the column that the header calls handle or SKU is read, whatever separates the cells", () => {
  expect(readProductList("Title,Handle,Variant SKU\nMug,mug,M-1\n,,M-2\n")).toEqual({ by: "handle", lines: [{ line: 2, value: "mug" }] });
  expect(readProductList("\uFEFFName;SKU\n\"Mug; large\";M-1\nBowl;B-1")).toEqual({ by: "sku", lines: [{ line: 2, value: "M-1" }, { line: 3, value: "B-1" }] });
  expect(readProductList("sku\tname\rM-1\tMug\rB-1\tBowl")).toEqual({ by: "sku", lines: [{ line: 2, value: "M-1" }, { line: 3, value: "B-1" }] });
});

test("a cell over several lines keeps the lines after it in their place, and doubled quotes are one", () => {
  expect(readProductList('handle,text\nmug,"two\nlines ""quoted"""\nbowl,x')).toEqual({ by: "handle", lines: [{ line: 2, value: "mug" }, { line: 4, value: "bowl" }] });
});

test("what is no list is refused with the line and the way out", () => {
  expect(() => readProductList(" \n\n")).toThrow(expect.objectContaining({ say: expect.stringContaining("one handle or SKU a line") }));
  expect(() => readProductList('a\n"b\nc')).toThrow(expect.objectContaining({ say: expect.stringContaining("line 2 has no end") }));
  expect(() => readProductList(Array.from({ length: MOST_LINES + 1 }, (_one, n) => `p-${n}`).join("\n"))).toThrow(expect.objectContaining({ code: "too_large" }));
});

test("whatever is written as CSV is read back, every line in its place", () => {
  fc.assert(fc.property(fc.uniqueArray(fc.string({ minLength: 1, maxLength: 40, unit: "grapheme" }).map((text) => text.trim().toLowerCase()).filter((text) => text !== "" && !text.startsWith("'") && !/^[\s\p{Cf}]*[=+\-@＝＋－＠]/u.test(text) && !/[\r\n]/.test(text)), { minLength: 1, maxLength: 50 }), (values) => {
    const { lines } = readProductList(csvLine(["SKU", "Note"]) + values.map((value) => csvLine([value, "x"])).join(""));
    expect(lines).toEqual(values.map((value, index) => ({ line: index + 2, value })));
  }));
});

test("no text takes long or breaks the reader in an unnamed way", () => {
  fc.assert(fc.property(fc.string({ maxLength: 2_000, unit: "binary" }), (text) => {
    try {
      const { lines } = readProductList(text);
      expect(lines.every(({ line, value }) => line >= 1 && value.trim() !== "")).toBe(true);
    } catch (error) {
      expect(error).toMatchObject({ name: "AppError", field: "selection" });
    }
  }));
});
