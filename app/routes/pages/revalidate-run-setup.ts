import type { ShouldRevalidateFunctionArgs } from "@remix-run/react";

/** Answers that change nothing on the server: the page is not read again for each letter that is typed. */
const LOOKS: readonly unknown[] = ["values", "viewed", "quoted"];

/** Whether a page on which a run is set up is read again after an answer of its action. */
export function revalidateRunSetup({ actionResult, defaultShouldRevalidate }: ShouldRevalidateFunctionArgs): boolean {
  const answer: unknown = actionResult;
  if (typeof answer !== "object" || answer === null || !("result" in answer)) return defaultShouldRevalidate;
  const { result } = answer;
  return typeof result === "object" && result !== null && "did" in result && LOOKS.includes(result.did) ? false : defaultShouldRevalidate;
}
