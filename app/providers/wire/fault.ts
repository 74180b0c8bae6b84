import type { KeyVerdict, Outcome } from "#app/core/provider.ts";
import type { Exchanged } from "./exchange.ts";

type Unanswered = Exclude<Exchanged, { state: "answered" }>;

/**
 * What it means for the money that no whole answer came. Nothing was sent: not charged. Sent: it may have been.
 * Answered with what cannot be read: it was.
 */
export function outcomeOf(exchanged: Unanswered): Outcome {
  if (exchanged.state === "unwritten") return { state: "invalid-request", why: exchanged.why };
  const { fault, message } = exchanged.error;
  if (fault === "lost") return { state: "unknown", why: message };
  if (fault === "unusable") return { state: "corrupt", why: message, usage: null, costMicros: null };
  return { state: "overloaded", why: message };
}

/** The same for a check of a key. */
export function verdictOf(exchanged: Unanswered): KeyVerdict {
  return { state: "unreachable", why: exchanged.state === "unwritten" ? exchanged.why : exchanged.error.message };
}

/** A refused request as what it says of the key that was sent. A key that may not do this one thing is a good one with narrow rights. */
export function keyVerdict(outcome: Outcome, status: number, title: string): KeyVerdict {
  if (outcome.state === "bad-key" || outcome.state === "no-quota") return { state: outcome.state };
  if (outcome.state === "not-permitted") return { state: "unverified", why: outcome.why };
  return { state: "unreachable", why: `${title} could not say (status ${status}).` };
}

/** A status that says nothing of the request itself; undefined for the others. A gateway that ran out of time has passed the request on. */
export function serverFault(status: number, title: string): Outcome | undefined {
  if (status === 504 || status === 524) return { state: "unknown", why: `${title} did not answer in time (status ${status}).` };
  if (status >= 500 || status === 408 || status === 409 || status === 425) return { state: "overloaded", why: `${title} is overloaded or failed (status ${status}).` };
  if (status >= 300 && status < 400) return { state: "overloaded", why: `${title} sent the request elsewhere (status ${status}), where the key does not go.` };
  return undefined;
}
