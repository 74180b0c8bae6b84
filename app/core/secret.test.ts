import { inspect } from "node:util";
import { expect, test } from "vitest";
import { Secret } from "./secret.ts";

test("a secret prints as [secret] however it is turned into text, and gives its value only when asked", () => {
  const secret = new Secret("shpat_canary");
  const printed = [String(secret), ["key", secret].join(), JSON.stringify({ secret }), inspect(secret), inspect({ deep: { secret } }), String(secret)];
  expect(printed.join(" ")).not.toContain("canary");
  expect(secret.reveal()).toBe("shpat_canary");
});
