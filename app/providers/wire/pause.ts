const SECOND = 1000;
const LEAST = SECOND;
/** Nobody waits for a day because a header says so: it is asked again after this. */
const MOST = 300 * SECOND;
const UNSAID = 15 * SECOND;

/** Until when (epoch, ms) to wait: what a provider says in ms, bounded to between a second and five minutes; a quarter of a minute where it says nothing or nonsense. */
export function pauseUntil(now: number, ms: number | null): number {
  const said = ms !== null && Number.isFinite(ms) && ms > 0 ? ms : UNSAID;
  return now + Math.min(MOST, Math.max(LEAST, Math.ceil(said)));
}

/** The pause that headers ask for, in ms: `retry-after-ms`, or `retry-after` in seconds or as a date (RFC 9110 §10.2.3). */
export function pauseIn(headers: Headers, now: number): number | null {
  const ms = numberIn(headers.get("retry-after-ms"));
  if (ms !== null) return ms;
  const said = headers.get("retry-after");
  const seconds = numberIn(said);
  if (seconds !== null) return seconds * SECOND;
  const at = said === null ? NaN : Date.parse(said);
  return Number.isNaN(at) ? null : at - now;
}

/** A duration as Google writes it ("23.4s"), in ms. */
export function durationMs(text: string): number | null {
  const seconds = text.endsWith("s") ? numberIn(text.slice(0, -1)) : null;
  return seconds === null ? null : seconds * SECOND;
}

function numberIn(text: string | null): number | null {
  return text !== null && /^\d{1,12}(\.\d{1,9})?$/.test(text.trim()) ? Number(text) : null;
}
