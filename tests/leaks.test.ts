import { expect, test } from "vitest";
import { disguises, leaksIn } from "./support/leaks.ts";

const KEY = "sk-sandbox-canary-7d1f";

test("a planted leak is found in each of its disguises, and an honest text has none", () => {
  for (const [name, shape] of disguises(KEY)) expect(leaksIn(`before ${shape} after`, KEY), name).toContain(name);
  expect(leaksIn(Buffer.from(`{"key":"${Buffer.from(`x=${KEY}&y`).toString("base64")}"}`), KEY).length).toBeGreaterThan(0);
  expect(leaksIn("sk-sandbox-••••7d1f works", KEY)).toEqual([]);
});
