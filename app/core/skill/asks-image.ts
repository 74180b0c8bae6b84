import type { Question } from "../node.ts";

/** Whether a question is answered with an image: a suggestion cannot stand for that, so nobody's run answers it. */
export function asksImage({ kind }: Pick<Question, "kind">): boolean {
  return kind === "upload" || kind === "asset";
}
