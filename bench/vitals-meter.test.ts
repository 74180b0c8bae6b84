import { expect, test } from "vitest";
import { worstWindow } from "./vitals-meter.ts";

const at = (ms: number, value: number) => ({ at: ms, value, where: String(ms) });

test("shifts less than a second apart are one window, and the worst window counts", () => {
  expect(worstWindow([])).toEqual({ value: 0, where: "" });
  expect(worstWindow([at(0, 0.25), at(900, 0.5), at(3_000, 0.5)])).toEqual({ value: 0.75, where: "0 900" });
});

test("a window ends after five seconds", () => {
  expect(worstWindow([0, 900, 1_800, 2_700, 3_600, 4_500, 5_400].map((ms) => at(ms, 1))).value).toBe(6);
});
