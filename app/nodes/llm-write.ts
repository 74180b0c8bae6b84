import { z } from "zod";
import { defineNode, optional, required, type PlannedCall } from "#app/core/node.ts";
import { fillPrompt, productValues } from "#app/core/text-template.ts";

/** Room for what mentions become. */
const FILLED = 2_000;
const INSTRUCTIONS = "Answer with the text alone: no quotes, no headings, no explanation.";

export const llmWrite = defineNode({
  type: "llm.write",
  version: 1,
  title: "LLM",
  description: "Writes text from a base prompt: subject, style, lighting, composition. It can look at a photo.",
  category: "generate",
  inputs: { photo: optional("image", "Photo to look at"), text: optional("text", "Text") },
  outputs: { text: required("text", "Text") },
  params: z.object({
    model: z.string().max(80).default("gemini/3.5-flash-lite").meta({ title: "Model", field: "text-model" }),
    prompt: z.string().min(1, "Write a prompt").max(4000).default("Describe @product.title for a shopper who cannot see it, in one sentence.").meta({ title: "Base prompt", description: "@product.title, @product.vendor, @product.type and @text (what is connected) are replaced.", field: "long-text" }),
    words: z.int().min(5).max(600).default(60).meta({ title: "Words, at most" }),
  }),
  calls: ({ model, prompt, words }): PlannedCall[] => [{ model, ratio: null, quality: null, references: 1, promptLength: prompt.length + FILLED + INSTRUCTIONS.length, answerTokens: words * 4 }],
  async run({ inputs, params }, { buyText, product }) {
    const { text: prompt } = fillPrompt(params.prompt, { ...productValues(product, 1), text: inputs.text ?? "" });
    return { text: await buyText({ kind: "text", model: params.model, instructions: INSTRUCTIONS, prompt: `${prompt} At most ${params.words} words.`, images: inputs.photo ? [inputs.photo] : [], maxTokens: params.words * 4 }) };
  },
});
