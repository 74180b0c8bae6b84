import type { AskedQuestion } from "#app/core/skill/questions.ts";
import type { Answers } from "./answers.ts";

/** What a skill suggests for its own questions; an upload and an asset have no suggestion and are left out. */
export function suggestedAnswers(questions: readonly AskedQuestion[]): Answers {
  return Object.fromEntries(questions.flatMap(({ key, question }) => (question.kind === "text" || question.kind === "choice" ? [[key, { kind: "text" as const, text: question.value }]] : [])));
}
