import type { WorkspaceContext } from "#app/core/context.ts";
import type { Question } from "#app/core/node.ts";
import { own } from "#app/core/own.ts";
import type { SkillGraph } from "#app/core/skill/graph.ts";
import { questionsOf, type AskedQuestion } from "#app/core/skill/questions.ts";

/** What the runner is asked, as a form shows it: a question for a model offers those that can run, by their titles. */
export function runQuestions(at: Pick<WorkspaceContext, "nodes" | "models">, graph: SkillGraph): AskedQuestion[] {
  return questionsOf(graph, at.nodes).map((asked) => {
    const node = graph.nodes.find(({ id }) => id === asked.node);
    const field = node && own(at.nodes.get(node.type)?.schema.properties, asked.key.slice(node.id.length + 1))?.field;
    return field === "image-model" || field === "text-model" ? { ...asked, question: ofModels(at, asked.question, field === "image-model" ? "image" : "text") } : asked;
  });
}

function ofModels({ models }: Pick<WorkspaceContext, "models">, question: Question, capability: "image" | "text"): Question {
  if (question.kind !== "text") return question;
  const offered = models.all().filter((model) => model.capability === capability && model.price !== null && (model.status !== "ended" || model.id === question.value));
  return { kind: "choice", label: question.label, help: question.help, value: question.value, options: offered.map(({ id }) => id), labels: Object.fromEntries(offered.map(({ id, title }) => [id, title])) };
}
