import { z } from "zod";
import { defineNode, optional, required } from "#app/core/node.ts";
import { fillPrompt, MOST_PROMPT, productValues } from "#app/core/text-template.ts";

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
    prompt: z.string().min(1, "Write a prompt").max(4000).default("Describe @product.title for a shopper who cannot see it, in one sentence.").meta({ title: "Base prompt", description: "@ mentions product fields, @text (what is connected) and earlier steps.", field: "prompt" }),
    words: z.int().min(5).max(600).default(60).meta({ title: "Words, at most" }),
  }),
  example: { use: "Write a line for a banner from the product's own text.", params: { prompt: "Write a line of at most six words for @product.title." } },
  buys: [{ model: "model", ratio: null, quality: null, references: ["photo"], mask: null, promptLength: MOST_PROMPT + INSTRUCTIONS.length, answerTokens: { setting: "words", each: 4, plus: 0 }, times: null }],
  async run({ inputs, params }, { buyText, product, mentioned }) {
    const { text: prompt } = fillPrompt(params.prompt, { ...mentioned, ...productValues(product, 1), text: inputs.text ?? "" });
    return { text: await buyText({ kind: "text", model: params.model, instructions: INSTRUCTIONS, prompt: `${prompt} At most ${params.words} words.`, images: inputs.photo ? [inputs.photo] : [], maxTokens: params.words * 4 }) };
  },
});
