import { expect, test } from "vitest";
import { chartOf, dayWords, type ShownDay } from "./spend-chart-model.ts";

const day = (number: number, model: string, micros: number): ShownDay => ({ day: number, model, key: "Studio", skill: "Scene", micros });

test("columns stack what each day cost, the most expensive series at the bottom, and lose no micro-dollar", () => {
  const days = [day(1, "Cheap", 33_333), day(1, "Dear", 1_200_001), day(3, "Dear", 2_100_000), day(3, "Dear", 7)];
  const chart = chartOf(days, 30, "model");
  expect(chart.series).toEqual(["Dear", "Cheap"]);
  expect(chart.columns).toHaveLength(30);
  expect(chart.columns[0]).toEqual({ day: 1, micros: 1_233_334, parts: [{ series: 0, micros: 1_200_001 }, { series: 1, micros: 33_333 }] });
  expect(chart.columns[1]).toEqual({ day: 2, micros: 0, parts: [] });
  expect(chart.columns.reduce((sum, { micros }) => sum + micros, 0)).toBe(days.reduce((sum, { micros }) => sum + micros, 0));
  expect(dayWords(chart, 1, "November")).toBe("1 November: $1.23. Dear $1.20, Cheap $0.03");
  expect(dayWords(chart, 2, "November")).toBe("2 November: nothing spent");
  expect(chartOf(days, 30, "key").series).toEqual(["Studio"]);
});

test("more series than can be told apart become one", () => {
  const chart = chartOf(["a", "b", "c", "d", "e", "f", "g"].map((name, index) => day(2, name, 100 - index)), 28, "model");
  expect(chart.series).toEqual(["a", "b", "c", "d", "3 others"]);
  expect(chart.columns[1]?.parts.at(-1)).toEqual({ series: 4, micros: 96 + 95 + 94 });
});

test.each([[0, 10_000], [40_000, 10_000], [40_001, 20_000], [2_700_000, 1_000_000], [9_000_000, 2_500_000], [123_456_789, 50_000_000]])("a top of %i micro-dollars is on a scale of steps of %i", (top, step) => {
  expect(chartOf([day(1, "a", top)], 31, "model").ticks).toEqual([0, step, 2 * step, 3 * step, 4 * step]);
});
