import { AppError, toAppError } from "#app/core/errors.ts";

/** What becomes of an automation whose run was not started: it is tried again later, there was nothing to run this time, or it stops. */
export function afterFailure(thrown: unknown): { readonly then: "later" | "nothing" | "stop"; readonly error: AppError } {
  const error = toAppError(thrown);
  if (error.code === "internal") throw thrown;
  if (error.retryable) return { then: "later", error };
  return { then: error.code === "invalid_input" && error.field === "selection" ? "nothing" : "stop", error };
}
