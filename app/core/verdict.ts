import { z } from "zod";
import { AppError } from "./errors.ts";

/** The most candidates of one choice. */
export const MOST_CANDIDATES = 8;

const Verdict = z.strictObject({ score: z.int().min(0).max(100), reason: z.string().max(300) });
const image = (place: number) => `image_${place}`;

function answerOf(candidates: number) {
  const places = Array.from({ length: candidates }, (_unused, index) => index + 1);
  return z.strictObject({ best: z.int().min(1).max(candidates), ...Object.fromEntries(places.map((place) => [image(place), Verdict])) });
}

/** How one candidate was judged. `score` is 0 to 100, or null where nothing had to be compared. */
export interface Judged {
  readonly image: number;
  readonly score: number | null;
  readonly reason: string;
}

/** The JSON Schema that a judge answers in: the best one, and for each image by its number a score and a reason. */
export function verdictSchema(candidates: number): Readonly<Record<string, unknown>> {
  const { type, properties, required, additionalProperties } = z.toJSONSchema(answerOf(candidates));
  return { type, properties, required, additionalProperties };
}

/** Reads a judge's answer; `best` counts from 1. Throws answer_corrupt where it has another form. */
export function readVerdict(candidates: number, answer: string): { readonly best: number; readonly candidates: readonly Judged[] } {
  const parsed = answerOf(candidates).safeParse(jsonIn(answer));
  if (!parsed.success) throw new AppError("answer_corrupt", "a verdict of another form", { say: "The model did not judge every image. The call was charged." });
  const { best } = parsed.data;
  const judged = new Map(Object.entries(parsed.data));
  return { best, candidates: Array.from({ length: candidates }, (_unused, index) => ({ image: index + 1, ...Verdict.parse(judged.get(image(index + 1))) })) };
}

function jsonIn(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
