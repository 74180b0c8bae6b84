import fc from "fast-check";
import { expect, test } from "vitest";
import { scrub } from "./scrub.ts";

const KEY = "sk-proj-Ab3dEf6hIj9kLm2nOp5qRs8tUv1wXy4z";

test.each([
  ["whole", KEY], ["in capitals", KEY.toUpperCase()], ["its first half", KEY.slice(0, 20)], ["its second half", KEY.slice(20)], ["url-encoded", encodeURIComponent(`${KEY}+`).slice(0, -3)],
  ["base64", Buffer.from(KEY).toString("base64")], ["base64url", Buffer.from(KEY).toString("base64url")], ["hex", Buffer.from(KEY).toString("hex")],
  ["base64 with a name before it", Buffer.from(`user:${KEY}`).toString("base64")], ["base64 of a header", Buffer.from(`Bearer ${KEY}`).toString("base64")], ["in a JSON text", JSON.stringify({ key: KEY })],
])("a key is hidden: %s", (_name, form) => {
  const shown = scrub(`before ${form} after`, KEY);
  expect(shown).toContain("[key]");
  expect(shown).toMatch(/^before .* after$/);
  for (let at = 0; at + 12 <= KEY.length; at += 1) expect(shown.toLowerCase()).not.toContain(KEY.slice(at, at + 12).toLowerCase());
});

test("a text without the key stays as it is, on one line and not long", () => {
  expect(scrub("  The model\n\tdoes not exist.\u0000\u202e ", KEY)).toBe("The model does not exist.");
  expect(scrub("x".repeat(5000), KEY)).toHaveLength(301);
});

test("whatever stands around it, no run of a quarter of the key is left", () => {
  fc.assert(fc.property(fc.string({ unit: "grapheme", maxLength: 40 }), fc.string({ unit: "grapheme", maxLength: 40 }), fc.nat(KEY.length - 12), (before, after, at) => {
    const shown = scrub(`${before}${KEY.slice(at)}${after}`, KEY);
    for (let start = 0; start + 10 <= KEY.length; start += 1) expect(shown).not.toContain(KEY.slice(start, start + 10));
  }));
});
