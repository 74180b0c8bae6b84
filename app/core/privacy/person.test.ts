import fc from "fast-check";
import { expect, test } from "vitest";
import { marksOf, personIn, textsIn } from "./person.ts";

const blind = (text: string) => `blind ${text}`;
const body = { customer: { id: 7_812_345_678_901, email: "Sample@Example.com", phone: "+1 555-625-1199" } };
const marks = new Set(marksOf(body, blind));
const found = (text: string) => personIn(text, marks, blind);

test.each([
  ["write to sample@example.com today", ["sample@example.com"]],
  ["<SAMPLE@EXAMPLE.COM>, 'sample@example.com'", ["SAMPLE@EXAMPLE.COM", "sample@example.com"]],
  ["ends with sample@example.com.Next sentence", ["sample@example.com"]],
  ["call (555) 625-1199", ["(555) 625-1199"]],
  ["call 0015556251199, or 12 555 625 1199 2024", ["0015556251199", "12 555 625 1199", "555 625 1199"]],
  ["gid://shopify/Customer/7812345678901", ["7812345678901", "Customer/7812345678901"]],
  ["order of 7812345678901.", ["7812345678901"]],
  ["asample@example.com, sample@example.org, gid://shopify/Product/7812345678901, a7812345678901, 555-625-1190", []],
])("in “%s” it is found as %j", (text, wanted) => {
  expect(found(text).sort()).toEqual([...wanted].sort());
});

test("a customer with a mail address alone, or with nothing usable, is looked for by what there is", () => {
  expect(marksOf({ customer: { email: "a@b.co" } }, blind)).toEqual(["blind email:a@b.co"]);
  for (const payload of [{}, null, { customer: { id: {}, email: 7, phone: "12" } }]) expect(marksOf(payload, blind)).toEqual([]);
});

test("whatever stands around it, an address in a text is found", () => {
  fc.assert(fc.property(fc.string(), fc.string(), fc.constantFrom(" ", "\n", "(", "\"", ":", ","), (before, after, gap) => {
    expect(found(`${before}${gap} sample@example.com ${gap}${after}`)).toContain("sample@example.com");
  }));
});

test("long rows of letters and figures are read in one go", () => {
  for (const text of ["a".repeat(200_000), "1".repeat(200_000), "1 ".repeat(100_000), "a@".repeat(100_000), "a.".repeat(100_000)]) expect(found(text)).toEqual([]);
});

test("every text of a value is looked at, names and numbers too", () => {
  expect([...textsIn({ a: ["b", { c: 4 }], d: null })]).toEqual(["a", "0", "b", "1", "c", "4", "d"]);
});
