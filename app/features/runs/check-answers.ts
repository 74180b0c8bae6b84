import type { WorkspaceContext } from "#app/core/context.ts";
import { AppError } from "#app/core/errors.ts";
import { answeredGraph } from "#app/core/skill/bound-params.ts";
import type { SkillGraph } from "#app/core/skill/graph.ts";
import { questionsOf } from "#app/core/skill/questions.ts";
import { asksImage } from "#app/core/skill/asks-image.ts";
import type { Answers } from "./answers.ts";

type Nodes = Pick<WorkspaceContext, "nodes">;

/** A graph with its answers filled in. Throws invalid_input, with the field, where a setting does not take its answer: it could be neither run nor priced. */
export function fittingGraph(at: Nodes, graph: SkillGraph, answers: Answers): SkillGraph {
  const answered = answeredGraph(graph, at.nodes, answers);
  for (const { key, node: id, question } of questionsOf(graph, at.nodes)) {
    const node = answered.nodes.find((one) => one.id === id);
    const issue = node && at.nodes.get(node.type)?.check(node.params).find(({ path }) => key === `${id}.${path.split(".")[0] ?? ""}`);
    if (issue) throw new AppError("invalid_input", "an answer does not fit", { field: `answers.${key}`, say: `“${question.label}”: ${issue.message}.` });
  }
  return answered;
}

/** Throws missing_answer where a question has none, and invalid_input where it is none of the choices. */
export function requireAnswers(at: Nodes, graph: SkillGraph, answers: Answers): void {
  for (const { key, question } of questionsOf(graph, at.nodes)) {
    const answer = answers[key];
    const wanted = asksImage(question) ? "image" : "text";
    if (answer?.kind !== wanted) throw new AppError("missing_answer", `no answer for ${key}`, { field: `answers.${key}`, say: `“${question.label}” has no value yet.` });
    if (question.kind === "choice" && answer.kind === "text" && !question.options.includes(answer.text)) throw new AppError("invalid_input", "not a choice", { field: `answers.${key}`, say: `“${question.label}” must be one of: ${question.options.join(", ")}.` });
  }
}
