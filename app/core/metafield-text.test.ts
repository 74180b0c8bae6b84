import fc from "fast-check";
import { expect, test } from "vitest";
import { metafieldText, whyUnreadable } from "./metafield-text.ts";

test.each([
  ["single_line_text_field", "Oak", "Oak"],
  ["multi_line_text_field", "Wash cold.\n\nDo not bleach.", "Wash cold. Do not bleach."],
  ["list.single_line_text_field", '["clay","sea green"]', "clay, sea green"],
  ["number_integer", "12", "12"],
  ["list.number_decimal", "[1.5,2]", "1.5, 2"],
  ["boolean", "true", "yes"],
  ["date_time", "2026-11-22T09:30:00+00:00", "2026-11-22 09:30"],
  ["dimension", '{"value":9.5,"unit":"cm"}', "9.5 cm"],
  ["weight", '{"value":2.0,"unit":"KILOGRAMS"}', "2 kg"],
  ["list.dimension", '[{"value":1,"unit":"INCHES"},{"value":2,"unit":"in"}]', "1 in, 2 in"],
  ["money", '{"amount":"5.99","currency_code":"EUR"}', "5.99 EUR"],
  ["rating", '{"value":"4.5","scale_min":"1.0","scale_max":"5.0"}', "4.5 of 5.0"],
  ["link", '{"text":"Care","url":"https://nord.example/care"}', "Care"],
  ["rich_text_field", '{"type":"root","children":[{"type":"paragraph","children":[{"type":"text","value":"Hand "},{"type":"text","value":"made","bold":true},{"type":"text","value":"."}]},{"type":"list","children":[{"type":"list-item","children":[{"type":"text","value":"in Oslo"}]}]}]}', "Hand made. in Oslo"],
])("a %s of %s reads %s", (type, value, text) => {
  expect(whyUnreadable(type)).toBeNull();
  expect(metafieldText(type, value)).toBe(text);
});

test.each([
  ["metaobject_reference", /refers to something else/], ["list.product_reference", /refers to something else/], ["json", /data for programs/], ["constructor", /does not know/], ["hologram", /does not know \(hologram\)/],
])("a %s is left out, and why is said", (type, why) => {
  expect(whyUnreadable(type)).toMatch(why);
  expect(metafieldText(type, '{"a":1}')).toBe("");
});

test("whatever a value holds, it is text of at most 600 characters in one line, and nothing is thrown", () => {
  const types = ["single_line_text_field", "rich_text_field", "list.dimension", "money", "rating", "list.link", "date_time", "list.single_line_text_field"];
  fc.assert(fc.property(fc.constantFrom(...types), fc.oneof(fc.string({ maxLength: 2000 }), fc.json({ maxDepth: 20 })), (type, value) => {
    const text = metafieldText(type, value);
    expect(text.length).toBeLessThanOrEqual(600);
    expect(text).not.toMatch(/[\n\r]/);
  }));
  const deep = `${'{"type":"root","children":['.repeat(500)}{"type":"text","value":"deep"}${"]}".repeat(500)}`;
  expect(metafieldText("rich_text_field", deep)).toBe("");
});
