import path from "node:path";
import { expect, test } from "vitest";
import { MEASURES, readOptions } from "./options.ts";

test("without names all measures run, with names those alone and in their order", () => {
  expect(readOptions([])).toEqual({ measures: MEASURES, catalog: undefined, json: undefined });
  expect(readOptions(["pages", "items", "--json", "out.json"])).toEqual({ measures: ["items", "pages"], catalog: undefined, json: path.resolve("out.json") });
});

test("what is not known is said in one sentence", () => {
  expect(() => readOptions(["speed"])).toThrow("There is no measure “speed”: choose of items, publish, pages, vitals, start, memory, calls, journal, quote, canvas, catalog.");
  expect(() => readOptions(["--fast"])).toThrow(/^Unknown option '--fast': the bench takes/);
  expect(() => readOptions(["--json="])).toThrow("--json has no value.");
});
