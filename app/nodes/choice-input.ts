import { z } from "zod";
import { AppError } from "#app/core/errors.ts";
import { defineNode, required } from "#app/core/node.ts";

export const choiceInput = defineNode({
  type: "choice.input",
  version: 1,
  title: "Choice input",
  description: "Lets the person who runs the skill choose one of a list.",
  category: "input",
  inputs: {},
  outputs: { choice: required("choice", "Choice") },
  params: z.object({
    label: z.string().min(1).max(60).default("Choice").meta({ title: "Label", description: "What the runner reads above the field." }),
    help: z.string().max(200).default("").meta({ title: "Help", description: "A line below the field." }),
    options: z.array(z.string().min(1).max(60)).min(1, "Write at least one choice").max(30).default(["Yes", "No"]).meta({ title: "Choices", description: "One a line.", field: "list" }),
  }),
  example: { use: "Let the runner choose the season.", params: { label: "Season", options: ["Spring", "Summer", "Autumn", "Winter"] } },
  asks: ({ label, help, options }) => ({ kind: "choice", label, help, options, value: options[0] ?? "" }),
  run({ params }, { answer }) {
    if (answer?.kind !== "text" || !params.options.includes(answer.text)) throw new AppError("missing_answer", "no choice");
    return { choice: answer.text };
  },
});
