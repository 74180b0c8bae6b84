import { expect, test } from "vitest";
import { median, spread } from "./numbers.ts";

test("the median is the middle value, or the mean of the two in the middle", () => {
  expect(median([3, 1, 2])).toBe(2);
  expect(median([4, 1, 3, 2])).toBe(2.5);
  expect(() => median([])).toThrow("no values");
});

test("the spread is the distance of the extremes as a share of the median", () => {
  expect(spread([9, 10, 11])).toBeCloseTo(0.2);
});
