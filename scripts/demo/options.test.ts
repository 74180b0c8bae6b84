import path from "node:path";
import { expect, test } from "vitest";
import { OptionError, readOptions } from "./options.ts";

test("without options the demo plays the first template on everything and keeps nothing", () => {
  expect(readOptions([])).toEqual({ catalog: undefined, skill: "white-square", limit: undefined, json: undefined, out: undefined, data: undefined });
});

test("every option is taken, and folders count from where the command is given", () => {
  expect(readOptions(["--catalog", "shop", "--skill", "studio-colour", "--limit", "3", "--json", "a.json", "--out", "pictures"])).toMatchObject({ catalog: path.resolve("shop"), skill: "studio-colour", limit: 3, json: path.resolve("a.json"), out: path.resolve("pictures") });
});

test.each([
  [["--skill", "sepia"], /^--skill knows no “sepia”\. Choose one of white-square, .*wide-banner\.$/],
  [["--limit", "0"], /^--limit takes a whole number from 1 to 250, not “0”\.$/],
  [["--limit", "many"], /not “many”/],
  [["--out", ""], /^--out has no value\.$/],
  [["--colour", "red"], /--colour.* The demo takes --catalog DIR/],
])("%j gets one sentence", (args, sentence) => {
  expect(() => readOptions(args)).toThrow(OptionError);
  expect(() => readOptions(args)).toThrow(sentence);
});
