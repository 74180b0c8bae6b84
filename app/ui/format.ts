import { callDollars, dollars } from "#app/core/money.ts";

export { callDollars, dollars };

const MONTHS = ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"];
const LONG = ["January", "February", "March", "April", "May", "June", "July", "August", "September", "October", "November", "December"];
const DAY_MS = 86_400_000;

interface Parts {
  readonly year: number;
  readonly month: number;
  readonly day: number;
  readonly time: string;
}

function partsOf(ms: number, local: boolean): Parts {
  const date = new Date(ms);
  const two = (value: number) => String(value).padStart(2, "0");
  return local
    ? { year: date.getFullYear(), month: date.getMonth(), day: date.getDate(), time: `${two(date.getHours())}:${two(date.getMinutes())}` }
    : { year: date.getUTCFullYear(), month: date.getUTCMonth(), day: date.getUTCDate(), time: `${two(date.getUTCHours())}:${two(date.getUTCMinutes())}` };
}

function dayOffset(ms: number, now: number, local: boolean): number {
  const midnight = (value: number) => {
    const { year, month, day } = partsOf(value, local);
    return Date.UTC(year, month, day);
  };
  return Math.round((midnight(ms) - midnight(now)) / DAY_MS);
}

/** "Today, 10:12", "Yesterday, 16:40", "20 Nov, 09:03", and with the year where it is another. */
export function when(iso: string, now: number, local: boolean): string {
  const ms = Date.parse(iso);
  const { year, month, day, time } = partsOf(ms, local);
  const offset = dayOffset(ms, now, local);
  if (offset === 0) return `Today, ${time}`;
  if (offset === -1) return `Yesterday, ${time}`;
  if (offset === 1) return `Tomorrow, ${time}`;
  const date = `${day} ${MONTHS[month] ?? ""}`;
  return year === partsOf(now, local).year ? `${date}, ${time}` : `${date} ${year}, ${time}`;
}

/** A day in a sentence: "today", "tomorrow", "29 November". */
export function dayWords(iso: string, now: number, local: boolean): string {
  const ms = Date.parse(iso);
  const offset = dayOffset(ms, now, local);
  if (offset === 0) return "today";
  if (offset === 1) return "tomorrow";
  const { month, day } = partsOf(ms, local);
  return `${day} ${LONG[month] ?? ""}`;
}

/** A month in words: "2026-11" is "November 2026". */
export function monthWords(month: string): string {
  const [year, number] = month.split("-");
  return `${LONG[Number(number) - 1] ?? ""} ${year ?? ""}`;
}

/** Exact to the second, in words that name the zone, for a hover. */
export function exact(iso: string, local: boolean): string {
  const date = new Date(iso);
  return local ? date.toLocaleString("en-GB", { dateStyle: "full", timeStyle: "long" }) : date.toISOString();
}

/** Time of day with seconds, for "Figures are from". */
export function clockTime(iso: string): string {
  return new Date(iso).toLocaleTimeString("en-GB");
}

/** How long is left, rounded up: seconds up to 90 s, then minutes, then hours and days. */
export function timeLeft(seconds: number): string {
  if (seconds <= 90) return `${Math.max(1, Math.ceil(seconds))} s`;
  const minutes = Math.ceil(seconds / 60);
  if (minutes < 120) return `${minutes} min`;
  const hours = Math.ceil(seconds / 3600);
  return hours < 48 ? `${hours} h` : `${Math.ceil(seconds / DAY_MS * 1000)} days`;
}

/** "1 image", "37 images", "1,204 images". */
export function count(value: number, one: string, many = `${one}s`): string {
  return `${whole(value)} ${value === 1 ? one : many}`;
}

/** A whole number with separators, the same on server and client. */
export function whole(value: number): string {
  return value.toLocaleString("en-GB");
}

/** "22 of 32". */
export function of(part: number, all: number): string {
  return `${whole(part)} of ${whole(all)}`;
}

/** "412 KB", "3.4 MB". */
export function bytes(value: number): string {
  const units = ["B", "KB", "MB", "GB"];
  let size = value;
  let unit = 0;
  while (size >= 1000 && unit < units.length - 1) { size /= 1000; unit += 1; }
  return `${size >= 100 || unit === 0 ? Math.round(size) : Math.round(size * 10) / 10} ${units[unit] ?? ""}`;
}

/** A share as "97 %". */
export function percent(share: number): string {
  return `${Math.round(share * 100)} %`;
}

/** "0.4 s", "820 ms". */
export function duration(ms: number): string {
  return ms < 1000 ? `${Math.round(ms)} ms` : `${Math.round(ms / 100) / 10} s`;
}

/** A maximum in dollars: "$0.04", rounded up to the cent. Micro-dollars in. */
export function atMost(micros: number): string {
  return dollars(Math.ceil(micros / 10_000) * 10_000);
}

/** Work that cannot cost anything. */
export const NO_COST = "No cost";

/** What was spent, in dollars; null for work that buys nothing. Micro-dollars in. */
export function spent(micros: number | null): string {
  return micros === null ? NO_COST : dollars(micros);
}
