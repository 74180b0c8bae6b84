import { z } from "zod";
import type { Outcome } from "#app/core/provider.ts";
import type { Answered } from "../wire/exchange.ts";
import { serverFault } from "../wire/fault.ts";
import { pauseIn, pauseUntil } from "../wire/pause.ts";
import { scrub } from "../wire/scrub.ts";

const Refusal = z.object({
  detail: z.union([z.string(), z.array(z.object({ msg: z.string().catch("") })).transform((all) => all.map(({ msg }) => msg).join("; "))]).catch(""),
  retry_after: z.number().optional().catch(undefined),
});

/** A refusal of BFL's as an outcome (docs.bfl.ai, errors). An unknown key is a 401 or a 403 that says "Not authenticated". */
export function refusalOf({ status, headers, body }: Answered, key: string, now: number): Outcome {
  const { data } = Refusal.safeParse(body);
  const why = scrub(data?.detail ?? "", key) || `BFL refused the request (status ${status}).`;
  if (status === 401 || (status === 403 && /not authenticated/i.test(why))) return { state: "bad-key" };
  if (status === 402) return { state: "no-quota", untilMs: null };
  if (status === 403 || status === 404) return { state: "not-permitted", why };
  if (status !== 429) return serverFault(status, "BFL") ?? { state: "invalid-request", why };
  return { state: "rate-limited", untilMs: pauseUntil(now, data?.retry_after !== undefined ? data.retry_after * 1000 : pauseIn(headers, now)) };
}
