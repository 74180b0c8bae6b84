import { z } from "zod";
import type { Outcome } from "#app/core/provider.ts";
import type { Answered } from "../wire/exchange.ts";
import { serverFault } from "../wire/fault.ts";
import { pauseIn, pauseUntil } from "../wire/pause.ts";
import { scrub } from "../wire/scrub.ts";

const Refusal = z.object({ error: z.object({ message: z.string().catch(""), type: z.string().nullish().catch(null), code: z.union([z.string(), z.number()]).nullish().catch(null) }) });
const MODERATED = new Set(["moderation_blocked", "content_policy_violation"]);
/** Codes of an account without money. The first is a status 429, which looks like a rate limit and is none. */
const EMPTY = new Set(["insufficient_quota", "credit_balance_exhausted", "billing_hard_limit_reached", "billing_not_active"]);
const SCOPES = /insufficient permissions|missing scopes/i;

/** A refusal of OpenAI's as an outcome. Codes: platform.openai.com/docs/guides/error-codes, and the library's own types. */
export function refusalOf({ status, headers, body }: Answered, key: string, now: number): Outcome {
  const { data } = Refusal.safeParse(body);
  const code = String(data?.error.code ?? "");
  const type = data?.error.type ?? "";
  const why = scrub(data?.error.message ?? "", key) || `OpenAI refused the request (status ${status}).`;
  if (MODERATED.has(code)) return { state: "moderated", rule: code, charged: false };
  if (EMPTY.has(code) || EMPTY.has(type) || status === 402) return { state: "no-quota", untilMs: null };
  if (status === 401) return SCOPES.test(why) || code === "ip_not_authorized" ? { state: "not-permitted", why } : { state: "bad-key" };
  if (status === 403 || code === "model_not_found") return { state: "not-permitted", why };
  if (status === 429) return { state: "rate-limited", untilMs: pauseUntil(now, pauseIn(headers, now)) };
  return serverFault(status, "OpenAI") ?? { state: "invalid-request", why };
}
