import { z } from "zod";
import type { Outcome } from "#app/core/provider.ts";
import type { Answered } from "../wire/exchange.ts";
import { serverFault } from "../wire/fault.ts";
import { durationMs, pauseIn, pauseUntil } from "../wire/pause.ts";
import { scrub } from "../wire/scrub.ts";

const Detail = z.object({ reason: z.string().optional(), retryDelay: z.string().optional(), violations: z.array(z.object({ quotaId: z.string().catch(""), quotaValue: z.coerce.string().catch("") })).optional() }).catch({});
const Refusal = z.object({ error: z.object({ message: z.string().catch(""), details: z.array(Detail).catch([]) }) });
const NO_KEYS = new Set(["API_KEY_INVALID", "API_KEY_EXPIRED"]);

/** A refusal of Google's as an outcome (google.rpc.ErrorInfo, QuotaFailure, RetryInfo). A wrong key is a status 400 here. */
export function refusalOf({ status, headers, body }: Answered, key: string, now: number): Outcome {
  const { data } = Refusal.safeParse(body);
  const details = data?.error.details ?? [];
  const why = scrub(data?.error.message ?? "", key) || `Gemini refused the request (status ${status}).`;
  if (status === 401 || details.some(({ reason }) => NO_KEYS.has(reason ?? ""))) return { state: "bad-key" };
  if (status === 402) return { state: "no-quota", untilMs: null };
  if (status === 403 || status === 404) return { state: "not-permitted", why };
  if (status !== 429) return serverFault(status, "Gemini") ?? { state: "invalid-request", why };
  const violations = details.flatMap((detail) => detail.violations ?? []);
  // A limit of nought stays nought: such a project has to be paid for. One of the day begins anew; a pause that is said besides does not help.
  if (violations.some(({ quotaValue }) => quotaValue === "0") || /limit: 0\b/i.test(why)) return { state: "no-quota", untilMs: null };
  if (violations.some(({ quotaId }) => /PerDay/i.test(quotaId))) return { state: "no-quota", untilMs: nextPacificMidnight(now) };
  const said = details.flatMap(({ retryDelay }) => (retryDelay === undefined ? [] : [durationMs(retryDelay)]));
  return { state: "rate-limited", untilMs: pauseUntil(now, said[0] ?? pauseIn(headers, now)) };
}

const HOUR = 3_600_000;
const pacific = new Intl.DateTimeFormat("en-US", { timeZone: "America/Los_Angeles", hourCycle: "h23", hour: "numeric" });

/** Quotas of a day begin anew at midnight Pacific time (ai.google.dev/gemini-api/docs/rate-limits): the next full hour that is one there. */
export function nextPacificMidnight(now: number): number {
  let at = Math.floor(now / HOUR) * HOUR + HOUR;
  while (Number(pacific.format(at)) !== 0) at += HOUR;
  return at;
}
