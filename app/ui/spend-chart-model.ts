import { count, dollars } from "./format.ts";

/** What a day's spend is split by. */
export type SplitBy = "model" | "key" | "skill";

/** Money of one day of a month (1 to 31), in micro-dollars, with what it was spent on. */
export interface ShownDay {
  readonly day: number;
  readonly model: string;
  readonly key: string;
  readonly skill: string;
  readonly micros: number;
}

/** A part of a column: the series that it belongs to, by its place in the legend. */
export interface ChartPart {
  readonly series: number;
  readonly micros: number;
}

export interface Chart {
  /** Names in the order of the legend, most spent first. */
  readonly series: readonly string[];
  /** One a day of the month; parts from the bottom up. */
  readonly columns: readonly { readonly day: number; readonly micros: number; readonly parts: readonly ChartPart[] }[];
  /** The scale: amounts from nothing to the top, evenly spaced. */
  readonly ticks: readonly number[];
}

/** More than these could not be told apart: the rest is one series. */
const MOST_SERIES = 5;
const STEPS = 4;

/** Stacked columns of a month. Nothing is rounded: a column is the sum of its parts, and all columns that of the month. */
export function chartOf(days: readonly ShownDay[], daysInMonth: number, by: SplitBy): Chart {
  const names = ranked(days, by);
  const own = names.length > MOST_SERIES ? names.slice(0, MOST_SERIES - 1) : names;
  const series = own.length < names.length ? [...own, count(names.length - own.length, "other")] : own;
  const columns = Array.from({ length: daysInMonth }, (_, index) => {
    const parts = series.map(() => 0);
    for (const one of days) {
      if (one.day !== index + 1) continue;
      const place = own.includes(one[by]) ? own.indexOf(one[by]) : series.length - 1;
      parts[place] = (parts[place] ?? 0) + one.micros;
    }
    return { day: index + 1, micros: parts.reduce((sum, micros) => sum + micros, 0), parts: parts.flatMap((micros, place) => (micros > 0 ? [{ series: place, micros }] : [])) };
  });
  const step = stepOf(Math.max(0, ...columns.map(({ micros }) => micros)));
  return { series, columns, ticks: Array.from({ length: STEPS + 1 }, (_, index) => index * step) };
}

/** A day in one sentence, for the read-out and for screen readers. */
export function dayWords({ series, columns }: Chart, day: number, month: string): string {
  const column = columns[day - 1];
  if (!column || column.parts.length === 0) return `${day} ${month}: nothing spent`;
  const parts = column.parts.map(({ series: place, micros }) => `${series[place] ?? ""} ${dollars(micros)}`);
  return `${day} ${month}: ${dollars(column.micros)}. ${parts.join(", ")}`;
}

function ranked(days: readonly ShownDay[], by: SplitBy): string[] {
  const sums = new Map<string, number>();
  for (const one of days) sums.set(one[by], (sums.get(one[by]) ?? 0) + one.micros);
  return [...sums].sort(([a, one], [b, other]) => other - one || a.localeCompare(b)).map(([name]) => name);
}

/** A step of 1, 2, 2.5 or 5 of its power of ten, so that four of them reach the top; at least a cent. */
function stepOf(top: number): number {
  const least = Math.max(top / STEPS, 10_000);
  const power = 10 ** Math.floor(Math.log10(least));
  return power * ([1, 2, 2.5, 5].find((one) => one * power >= least) ?? 10);
}
