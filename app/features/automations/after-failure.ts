import type { Log } from "#app/core/context.ts";
import { toAppError, type AppError } from "#app/core/errors.ts";

/** What becomes of an automation whose run was not started: it is tried again later, there was nothing to run this time, or it stops. What failed on our side passes like a shop that does not answer. */
export function afterFailure(thrown: unknown, log: Log, ids: { readonly workspaceId: string; readonly automationId: string }): { readonly then: "later" | "nothing" | "stop"; readonly error: AppError } {
  const error = toAppError(thrown);
  if (error.code === "internal") log.error({ ...ids, error: thrown }, "an automation failed");
  else log.warn({ ...ids, code: error.code }, "an automation did not start a run");
  if (error.retryable) return { then: "later", error };
  return { then: error.code === "invalid_input" && error.field === "selection" ? "nothing" : "stop", error };
}
