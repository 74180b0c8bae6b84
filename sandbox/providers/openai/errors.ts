import { masked } from "../keys.ts";
import type { Errors } from "../provider.ts";

/** An error as OpenAI writes it. */
export function openaiError(status: number, message: string, type: string, code: string | null, headers: Readonly<Record<string, string>> = {}): Response {
  return Response.json({ error: { message, type, param: null, code } }, { status, headers });
}

export const openaiErrors: Errors = {
  noKey: () => openaiError(401, "You didn't provide an API key. Send it in an Authorization header: Authorization: Bearer YOUR_KEY.", "invalid_request_error", null),
  badKey: (key) => openaiError(401, `Incorrect API key provided: ${masked(key)}.`, "invalid_request_error", "invalid_api_key"),
  noQuota: () => openaiError(429, "You exceeded your current quota, please check your plan and billing details.", "insufficient_quota", "insufficient_quota"),
  rateLimited: (seconds) => openaiError(429, `Rate limit reached on requests per min (RPM). Please try again in ${seconds}s.`, "requests", "rate_limit_exceeded", { "retry-after": String(seconds), "retry-after-ms": String(seconds * 1000) }),
  failed: (status) => openaiError(status, status === 500 ? "The server had an error while processing your request." : "The engine is currently overloaded, please try again later.", "server_error", null),
  invalid: (message, status = 400) => openaiError(status, message, "invalid_request_error", status === 404 ? "unknown_url" : null),
};

/** The refusals of image models. */
export const unverified = (model: string) => openaiError(403, `Your organization must be verified to use the model \`${model}\`. Please go to the organization settings and verify it.`, "invalid_request_error", null);
export const moderated = () => openaiError(400, "Your request was rejected by the safety system.", "image_generation_user_error", "moderation_blocked");
export const unknownModel = (model: string) => openaiError(404, `The model '${model}' does not exist or you do not have access to it.`, "invalid_request_error", "model_not_found");
