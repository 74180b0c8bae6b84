import { z } from "zod";

/** A zone of the IANA database that this system knows. */
export const TimeZone = z.string().max(60).refine(isTimeZone, "Choose a time zone of the list");

const Time = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, "Write a time, for example 09:00");

/** When something is done by itself: at a time of the clock on every day, one day of the week (1 is Monday) or one of the month (the last where a month is shorter), in a time zone. */
export const Cadence = z.discriminatedUnion("every", [
  z.object({ every: z.literal("day"), time: Time, zone: TimeZone }),
  z.object({ every: z.literal("week"), weekday: z.int().min(1).max(7), time: Time, zone: TimeZone }),
  z.object({ every: z.literal("month"), day: z.int().min(1).max(31), time: Time, zone: TimeZone }),
]);
export type Cadence = z.output<typeof Cadence>;

const DAY_MS = 86_400_000;
/** Longer than any month. */
const MOST_DAYS = 40;

/**
 * The first due time after a moment. A time that a change of the clocks leaves out is due as much later as the clocks
 * went forward; one that comes twice is due the first time (as Temporal's "compatible" has it).
 */
export function nextDue(cadence: Cadence, after: Date): Date {
  const today = wallOf(after.getTime(), cadence.zone);
  const midnight = Date.UTC(today.getUTCFullYear(), today.getUTCMonth(), today.getUTCDate());
  // From the day before: a day that a zone leaves out is due on the next one.
  for (let offset = -1; offset <= MOST_DAYS; offset += 1) {
    const day = new Date(midnight + offset * DAY_MS);
    if (!fits(cadence, day)) continue;
    const due = instantOf(day.getTime() + timeMs(cadence.time), cadence.zone);
    if (due > after.getTime()) return new Date(due);
  }
  throw new Error(`no due time in ${MOST_DAYS} days`);
}

/** The last due time that is not after `now`, where `due` is one. */
export function newestDue(cadence: Cadence, due: Date, now: Date): Date {
  let newest = due;
  for (let next = nextDue(cadence, newest); next <= now; next = nextDue(cadence, next)) newest = next;
  return newest;
}

const WEEKDAYS = ["Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday"] as const;

/** A cadence in words: "Every Monday at 09:00, Europe/Berlin". */
export function cadenceWords(cadence: Cadence): string {
  const { time, zone } = cadence;
  const when = cadence.every === "day" ? "Every day" : cadence.every === "week" ? `Every ${WEEKDAYS[cadence.weekday - 1] ?? ""}` : cadence.day === 31 ? "On the last day of every month" : `On day ${cadence.day} of every month`;
  return `${when} at ${time}, ${zone.replaceAll("_", " ")}`;
}

function fits(cadence: Cadence, day: Date): boolean {
  if (cadence.every === "day") return true;
  if (cadence.every === "week") return (day.getUTCDay() || 7) === cadence.weekday;
  const last = new Date(Date.UTC(day.getUTCFullYear(), day.getUTCMonth() + 1, 0)).getUTCDate();
  return day.getUTCDate() === Math.min(cadence.day, last);
}

function timeMs(time: string): number {
  const [hours = 0, minutes = 0] = time.split(":").map(Number);
  return (hours * 60 + minutes) * 60_000;
}

/** The moment at which the clocks of a zone show a time, given as if it were UTC. */
function instantOf(wall: number, zone: string): number {
  const before = wall - offsetAt(wall - DAY_MS, zone);
  const after = wall - offsetAt(wall + DAY_MS, zone);
  const shown = [before, after].filter((at) => wallOf(at, zone).getTime() === wall);
  return shown.length > 0 ? Math.min(...shown) : before;
}

function offsetAt(at: number, zone: string): number {
  return wallOf(at, zone).getTime() - Math.floor(at / 1000) * 1000;
}

/** What the clocks of a zone show at a moment, to the second, as if it were UTC. */
function wallOf(at: number, zone: string): Date {
  const parts = new Map(formatOf(zone).formatToParts(at).map(({ type, value }) => [type, Number(value)]));
  const of = (type: Intl.DateTimeFormatPartTypes) => parts.get(type) ?? 0;
  return new Date(Date.UTC(of("year"), of("month") - 1, of("day"), of("hour"), of("minute"), of("second")));
}

const formats = new Map<string, Intl.DateTimeFormat>();

function formatOf(zone: string): Intl.DateTimeFormat {
  const known = formats.get(zone);
  if (known) return known;
  const format = new Intl.DateTimeFormat("en-US", { timeZone: zone, hourCycle: "h23", year: "numeric", month: "numeric", day: "numeric", hour: "numeric", minute: "numeric", second: "numeric" });
  formats.set(zone, format);
  return format;
}

function isTimeZone(zone: string): boolean {
  try {
    return formatOf(zone).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
}
