import { z } from "zod";
import type { Made, Outcome, TextRequest } from "#app/core/provider.ts";
import type { Usage } from "#app/core/price.ts";

/** Texts are read by people and by our own schemas: nothing longer was asked for. */
const MOST_LETTERS = 1_000_000;

/** What came back for a text request. */
export interface Written {
  readonly text: string;
  /** Whether it was cut at the limit of tokens. */
  readonly cut: boolean;
  readonly usage: Usage | null;
  readonly warnings: readonly string[];
}

/** An answer in words as an outcome: with a schema it must be whole JSON that fits it. */
export function textOutcome({ schema, maxTokens }: TextRequest, { text, cut, usage, warnings }: Written): Outcome {
  const corrupt = (why: string): Outcome => ({ state: "corrupt", why, usage, costMicros: null });
  if (text.trim() === "") return corrupt(cut ? `The model wrote nothing within ${maxTokens} tokens.` : "The answer holds no text.");
  if (text.length > MOST_LETTERS) return corrupt("The answer is far longer than was asked for.");
  if (schema && cut) return corrupt(`The answer was cut off at ${maxTokens} tokens.`);
  if (schema && !fits(text, schema)) return corrupt("The answer is not in the form that was asked for.");
  const made: Made = { images: [], text, warnings: cut ? [...warnings, `The text was cut off at ${maxTokens} tokens.`] : warnings, usage, costMicros: null };
  return { state: "done", made };
}

function fits(text: string, schema: Readonly<Record<string, unknown>>): boolean {
  let answer: unknown;
  try {
    answer = JSON.parse(text);
  } catch {
    return false;
  }
  return z.record(z.string(), z.unknown()).safeParse(answer).success && validatorOf(schema).safeParse(answer).success;
}

/** A schema that cannot be turned into a check is left to whoever reads the answer. */
function validatorOf(schema: Readonly<Record<string, unknown>>): z.ZodType {
  try {
    return z.fromJSONSchema({ ...schema });
  } catch {
    return z.unknown();
  }
}
