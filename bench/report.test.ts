import { expect, test } from "vitest";
import { against, printed } from "./report.ts";

test("a line shows its value, its floor, their ratio and whether its aim is met", () => {
  const line = { ...against({ what: "speed", value: 3, unit: "items/s" }, { what: "bare", value: 4 }), aim: { text: "at least 0.7", met: true } };
  expect(line.ratio).toBe(0.75);
  const text = printed({ name: "Items", lines: [line, { what: "bytes", value: 1234.5, unit: "kB" }], notes: ["A note."] });
  expect(text).toBe(`
Items
  measure  value      floor   ratio  aim
  speed    3 items/s  4 bare  0.75   at least 0.7: met
  bytes    1,235 kB
  A note.`);
});
