import fc from "fast-check";
import { expect, test } from "vitest";
import { ALT_LIMIT, altTextOf, fillPrompt, fillTemplate, productValues, slugOf } from "./text-template.ts";

const values = productValues({ title: "Dash Force", handle: "dash-force", vendor: "Nord", type: "Shoe", tags: ["run", "red"], description: "", metafields: { "custom.material": "wool" } }, 2);

test("marks are filled from the product, and unknown ones are left out and named", () => {
  expect(fillTemplate("{{product.title}} by {{ product.vendor }}, {{product.material}} {{n}}", values)).toEqual({ text: "Dash Force by Nord, 2", unknown: ["product.material"] });
});

test("a value that looks like a mark is not filled again, and names of Object.prototype are unknown", () => {
  expect(fillTemplate("{{product.title}}", { "product.title": "{{n}}" }).text).toBe("{{n}}");
  expect(fillTemplate("{{constructor}}", values).unknown).toEqual(["constructor"]);
});

test("a prompt's mentions are filled too, an address is none, and an unknown mention is named", () => {
  expect(fillPrompt("@product.title on oak, mail hello@nord.example, @mood light, {{product.vendor}}.", { ...values, mood: "soft" })).toEqual({ text: "Dash Force on oak, mail hello@nord.example, soft light, Nord.", unknown: [] });
  expect(fillPrompt("@scene", values)).toEqual({ text: "", unknown: ["scene"] });
  expect(fillTemplate("Follow @nord", values).text).toBe("Follow @nord");
});

test("a metafield is mentioned by namespace and key, and may end a sentence", () => {
  expect(fillPrompt("Made of @product.metafields.custom.material. Care: {{product.metafields.custom.care}}", values)).toEqual({ text: "Made of wool. Care:", unknown: ["product.metafields.custom.care"] });
});

test("a file name holds only letters, digits and hyphens and is never empty", () => {
  fc.assert(fc.property(fc.string(), (text) => { expect(slugOf(text)).toMatch(/^[a-z0-9]+(-[a-z0-9]+)*$/); }));
  expect(slugOf("Café Crème №5")).toBe("cafe-creme-no5");
});

test("alt text never passes Shopify's limit and is cut at a word", () => {
  fc.assert(fc.property(fc.string({ maxLength: 2000 }), (text) => { expect(altTextOf(text).length).toBeLessThanOrEqual(ALT_LIMIT); }));
  expect(altTextOf("word ".repeat(200)).endsWith("word")).toBe(true);
});
