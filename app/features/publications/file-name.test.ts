import { expect, test } from "vitest";
import { numbered, suggestedName } from "./file-name.ts";

test("a file is named by the skill where the skill names it, else by the product and the skill", () => {
  expect(suggestedName({ handle: "alba-vase" }, "alba-vase-front", "White background")).toBe("alba-vase-front");
  expect(suggestedName({ handle: "alba-vase" }, "alba-vase", "Weißer Hintergrund")).toBe("alba-vase-wei-er-hintergrund");
  expect(suggestedName({ handle: "тапочки" }, "image", "White background")).toBe("white-background");
  expect(suggestedName({ handle: "alba-vase", variant: "Blue / Tall" }, "alba-vase", "White")).toBe("alba-vase-blue-tall-white");
});

test("two files of a product have different names", () => {
  expect(numbered(["mug", "mug", "bowl", "mug"])).toEqual(["mug", "mug-2", "bowl", "mug-3"]);
});
