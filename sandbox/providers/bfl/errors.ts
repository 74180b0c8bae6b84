import { masked } from "../keys.ts";
import type { Errors } from "../provider.ts";

const detail = (status: number, message: string, more: object = {}, headers: Readonly<Record<string, string>> = {}) => Response.json({ detail: message, ...more }, { status, headers });

/** Errors as BFL writes them. */
export const bflErrors: Errors = {
  noKey: () => detail(401, "Not authenticated - no x-key header"),
  badKey: (key) => detail(401, `Not authenticated - Invalid Authentication (${masked(key)})`),
  noQuota: () => detail(402, "Insufficient credits. Please add credits to your account."),
  rateLimited: (seconds) => detail(429, "Rate limit exceeded.", { retry_after: seconds }, { "retry-after": String(seconds) }),
  failed: (status) => detail(status, status === 500 ? "Internal server error" : "Service temporarily unavailable"),
  invalid: (message, status = 400) => (status === 422 ? Response.json({ detail: [{ loc: ["body"], msg: message, type: "value_error" }] }, { status }) : detail(status, message)),
};
