import type { Errors } from "../provider.ts";

const GOOGLE = "type.googleapis.com/google.rpc.";

/** An error as Google writes it. */
export function googleError(code: number, status: string, message: string, details: readonly object[] = []): Response {
  return Response.json({ error: { code, message, status, ...(details.length > 0 ? { details } : {}) } }, { status: code });
}

function quota(message: string, quotaId: string, quotaValue: string, retryDelay: string): Response {
  return googleError(429, "RESOURCE_EXHAUSTED", message, [
    { "@type": `${GOOGLE}QuotaFailure`, violations: [{ quotaMetric: "generativelanguage.googleapis.com/generate_content_requests", quotaId, quotaValue }] },
    { "@type": `${GOOGLE}RetryInfo`, retryDelay },
  ]);
}

export const geminiErrors: Errors = {
  noKey: () => googleError(403, "PERMISSION_DENIED", "Method doesn't allow unregistered callers (callers without established identity). Please use API Key or other form of API consumer identity to call this API."),
  badKey: () => googleError(400, "INVALID_ARGUMENT", "API key not valid. Please pass a valid API key.", [{ "@type": `${GOOGLE}ErrorInfo`, reason: "API_KEY_INVALID", domain: "googleapis.com", metadata: { service: "generativelanguage.googleapis.com" } }]),
  noQuota: () => quota("You exceeded your current quota, please check your plan and billing details. Limit: 0.", "GenerateRequestsPerDayPerProjectPerModel", "0", "36000s"),
  rateLimited: (seconds) => quota(`You exceeded your current quota. Please retry in ${seconds}s.`, "GenerateRequestsPerMinutePerProjectPerModel", "10", `${seconds}s`),
  failed: (status) => (status === 500 ? googleError(500, "INTERNAL", "An internal error has occurred.") : googleError(503, "UNAVAILABLE", "The model is overloaded. Please try again later.")),
  invalid: (message, status = 400) => googleError(status, status === 404 ? "NOT_FOUND" : "INVALID_ARGUMENT", message),
};
