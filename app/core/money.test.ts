import { expect, test } from "vitest";
import { callDollars, dollars, exactDollars, isMonth } from "./money.ts";

test.each([[0, "$0.00", "$0.0000", "0.000000"], [40_001, "$0.04", "$0.0400", "0.040001"], [4_080_000, "$4.08", "$4.0800", "4.080000"], [1_234_567_890_123, "$1234567.89", "$1234567.8901", "1234567.890123"]])(
  "%i micro-dollars are rounded on screen and exact in an export", (micros, sum, call, exact) => {
    expect([dollars(micros), callDollars(micros), exactDollars(micros)]).toEqual([sum, call, exact]);
  },
);

test.each([["2026-11", true], ["2026-00", false], ["2026-13", false], ["2026-11-01", false], ["", false]])("“%s” as a month: %s", (text, is) => {
  expect(isMonth(text)).toBe(is);
});
