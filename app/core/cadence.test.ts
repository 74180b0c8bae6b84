import fc from "fast-check";
import { expect, test } from "vitest";
import { Cadence, cadenceWords, newestDue, nextDue } from "./cadence.ts";

const daily = (time: string, zone: string): Cadence => ({ every: "day", time, zone });
const next = (cadence: Cadence, after: string) => nextDue(cadence, new Date(after)).toISOString();

test("a day, a weekday and a day of the month are due at their time in their zone", () => {
  expect(next(daily("09:00", "Europe/Berlin"), "2026-07-01T07:00:00Z")).toBe("2026-07-02T07:00:00.000Z");
  expect(next({ every: "week", weekday: 1, time: "08:30", zone: "America/New_York" }, "2026-11-30T13:29:59Z")).toBe("2026-11-30T13:30:00.000Z");
  expect(next({ every: "month", day: 31, time: "00:00", zone: "UTC" }, "2026-02-01T00:00:00Z")).toBe("2026-02-28T00:00:00.000Z");
});

test("a time that the clocks leave out is due as much later, and one that comes twice is due once, the first time", () => {
  // Berlin goes from 02:00 to 03:00 on 29 March 2026, and from 03:00 back to 02:00 on 25 October.
  expect(next(daily("02:30", "Europe/Berlin"), "2026-03-28T12:00:00Z")).toBe("2026-03-29T01:30:00.000Z");
  expect(next(daily("02:30", "Europe/Berlin"), "2026-03-29T01:30:00Z")).toBe("2026-03-30T00:30:00.000Z");
  expect(next(daily("02:30", "Europe/Berlin"), "2026-10-24T12:00:00Z")).toBe("2026-10-25T00:30:00.000Z");
  expect(next(daily("02:30", "Europe/Berlin"), "2026-10-25T00:30:00Z")).toBe("2026-10-26T01:30:00.000Z");
  // Half an hour, at midnight, and a whole day that was left out.
  expect(next(daily("02:15", "Australia/Lord_Howe"), "2026-10-03T10:00:00Z")).toBe("2026-10-03T15:45:00.000Z");
  expect(next(daily("00:00", "America/Santiago"), "2026-09-05T12:00:00Z")).toBe("2026-09-06T04:00:00.000Z");
  expect(next(daily("09:00", "Pacific/Apia"), "2011-12-29T20:00:00Z")).toBe("2011-12-30T19:00:00.000Z");
});

test("of several due times that were missed the newest counts", () => {
  const cadence = daily("09:00", "Europe/Berlin");
  expect(newestDue(cadence, new Date("2026-03-20T08:00:00Z"), new Date("2026-03-30T06:59:00Z")).toISOString()).toBe("2026-03-29T07:00:00.000Z");
  expect(newestDue(cadence, new Date("2026-03-20T08:00:00Z"), new Date("2026-03-20T08:00:01Z")).toISOString()).toBe("2026-03-20T08:00:00.000Z");
});

test("zones and times that do not exist are refused, and a cadence is said in words", () => {
  expect(Cadence.safeParse(daily("25:00", "UTC")).success).toBe(false);
  expect(Cadence.safeParse(daily("09:00", "Mars/Olympus")).success).toBe(false);
  expect(cadenceWords({ every: "week", weekday: 1, time: "09:00", zone: "America/New_York" })).toBe("Every Monday at 09:00, America/New York");
  expect(cadenceWords({ every: "month", day: 31, time: "09:00", zone: "UTC" })).toBe("On the last day of every month at 09:00, UTC");
});

const zones = fc.constantFrom(...Intl.supportedValuesOf("timeZone"));
const times = fc.tuple(fc.integer({ min: 0, max: 23 }), fc.integer({ min: 0, max: 59 })).map(([hour, minute]) => `${String(hour).padStart(2, "0")}:${String(minute).padStart(2, "0")}`);
const moments = fc.date({ min: new Date("2015-01-01"), max: new Date("2035-01-01"), noInvalidDate: true });
const cadences: fc.Arbitrary<Cadence> = fc.oneof(
  fc.record({ every: fc.constant("day" as const), time: times, zone: zones }), fc.record({ every: fc.constant("week" as const), weekday: fc.integer({ min: 1, max: 7 }), time: times, zone: zones }),
  fc.record({ every: fc.constant("month" as const), day: fc.integer({ min: 1, max: 31 }), time: times, zone: zones }),
);
const local = (at: Date, zone: string) => new Intl.DateTimeFormat("sv-SE", { timeZone: zone, dateStyle: "short", timeStyle: "short" }).format(at);

test("in every zone a due time comes after the moment, with none between, and shows its time on the clock but where that is left out", () => {
  fc.assert(fc.property(cadences, moments, (cadence, after) => {
    const due = nextDue(cadence, after);
    expect(due > after).toBe(true);
    // Whatever is asked between both gives the same one.
    expect(nextDue(cadence, new Date((after.getTime() + due.getTime()) / 2))).toEqual(due);
    const shown = local(due, cadence.zone).slice(-5);
    if (shown !== cadence.time) {
      // The clocks go forward by at most a day, just before it.
      const wanted = Number(cadence.time.slice(0, 2)) * 60 + Number(cadence.time.slice(3));
      expect(Number(shown.slice(0, 2)) * 60 + Number(shown.slice(3))).toBeGreaterThan(wanted);
    }
  }), { numRuns: 300 });
});

test("in every zone each day is due once, whatever its clocks do", () => {
  fc.assert(fc.property(zones, times, moments, (zone, time, from) => {
    const cadence = daily(time, zone);
    const days = new Set<string>();
    let at = from;
    for (let n = 0; n < 20; n += 1) {
      at = nextDue(cadence, at);
      const day = local(at, zone).slice(0, 10);
      expect(days.has(day)).toBe(false);
      days.add(day);
    }
  }), { numRuns: 100 });
});
