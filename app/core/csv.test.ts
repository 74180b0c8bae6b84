import fs from "node:fs";
import { expect, test } from "vitest";
import { z } from "zod";
import { csvLine } from "./csv.ts";

const { cells } = z.object({ cells: z.array(z.string()) }).parse(JSON.parse(fs.readFileSync("../shared/corpora/csv-injection.json", "utf8")));
/** Those that begin with nothing that a spreadsheet calculates. */
const HARMLESS = new Set(['"=1+1', 'a,"=1+1"', ";=1+1", "%=1+1", "|=1+1"]);

/** What RFC 4180 reads in one line of quoted cells. */
const read = (line: string) => [...line.matchAll(/"((?:[^"]|"")*)"(?:,|\r\n$)/g)].map(([, cell]) => (cell ?? "").replaceAll('""', '"'));

test("every cell of the corpus that could be a formula becomes a text, and all come back as they were", () => {
  expect(cells.length).toBeGreaterThan(10);
  const back = read(csvLine(cells));
  expect(back).toEqual(cells.map((cell) => (HARMLESS.has(cell) ? cell : `'${cell}`)));
  expect(back.map((cell) => (cell.startsWith("'") ? cell.slice(1) : cell))).toEqual(cells);
});

test("a line is quoted, separated and ended as RFC 4180 says", () => {
  expect(csvLine(["a", 'say "b", c', "two\r\nlines", null, 7, -5, "-5.25"])).toBe('"a","say ""b"", c","two\r\nlines","","7","-5","-5.25"\r\n');
});
