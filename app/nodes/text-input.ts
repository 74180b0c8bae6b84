import { z } from "zod";
import { AppError } from "#app/core/errors.ts";
import { defineNode, required } from "#app/core/node.ts";

export const textInput = defineNode({
  type: "text.input",
  version: 1,
  title: "Text input",
  description: "Asks the person who runs the skill for a line of text.",
  category: "input",
  inputs: {},
  outputs: { text: required("text", "Text") },
  params: z.object({
    label: z.string().min(1).max(60).default("Text").meta({ title: "Label", description: "What the runner reads above the field." }),
    help: z.string().max(200).default("").meta({ title: "Help", description: "A line below the field." }),
    value: z.string().max(200).default("").meta({ title: "Suggested text", description: "Filled in when the form opens." }),
  }),
  example: { use: "Ask the runner for a slogan that a prompt or an overlay uses.", params: { label: "Slogan" } },
  asks: ({ label, help, value }) => ({ kind: "text", label, help, value, maxLength: 200 }),
  run(_args, { answer }) {
    if (answer?.kind !== "text") throw new AppError("missing_answer", "no text");
    return { text: answer.text };
  },
});
