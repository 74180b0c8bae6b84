import type { Outcome } from "#app/core/provider.ts";

/** Between two questions where the provider says nothing about it, and at least after a rate limit, ms. */
const AGAIN_MS = 2_000;

/**
 * How long to wait, in ms, before a ticket is asked for again; null where its call has ended. A line that
 * breaks while asking changes nothing, because the ticket is still there, and a rate limit is waited for.
 */
export function pollPause(outcome: Outcome, now: number): number | null {
  switch (outcome.state) {
    case "pending": return outcome.pollAfterMs;
    case "rate-limited": return Math.max(AGAIN_MS, outcome.untilMs - now);
    case "overloaded": return AGAIN_MS;
    case "done": case "moderated": case "invalid-request": case "bad-key": case "not-permitted": case "no-quota": case "unknown": case "corrupt": return null;
  }
}
