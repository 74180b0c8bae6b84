import { z } from "zod";
import { defineNode, optional, required } from "#app/core/node.ts";
import { MOST_SEED, Quality } from "#app/core/model.ts";
import { fillPrompt, MOST_PROMPT, productValues } from "#app/core/text-template.ts";

export const imageGenerate = defineNode({
  type: "image.generate",
  version: 1,
  title: "Generate image",
  description: "Makes a new image from a prompt and reference photos, with your own API key.",
  category: "generate",
  inputs: { photo: optional("image", "Product photo"), reference: optional("images", "References"), prompt: optional("text", "Prompt"), mood: optional("text", "Mood"), seed: optional("number", "Seed") },
  outputs: { image: required("image", "Image") },
  params: z.object({
    model: z.string().max(80).default("gemini/nano-banana-2.1").meta({ title: "Model", field: "image-model" }),
    prompt: z.string().max(4000).default("@product.title, photographed in a calm studio.").meta({ title: "Prompt", description: "Used when no prompt is connected. @ mentions product fields, inputs and earlier steps.", field: "prompt" }),
    ratio: z.enum(["1:1", "4:5", "3:4", "2:3", "3:2", "4:3", "16:9"]).default("1:1").meta({ title: "Aspect ratio", labels: { "1:1": "1:1, square", "4:5": "4:5", "3:4": "3:4", "2:3": "2:3", "3:2": "3:2", "4:3": "4:3", "16:9": "16:9, wide" } }),
    quality: Quality.default("medium").meta({ title: "Quality", description: "Only some models have it. Higher costs more.", labels: { low: "Low", medium: "Medium", high: "High" } }),
    seed: z.int().min(-1).max(MOST_SEED).default(-1).meta({ title: "Seed", description: "Used when no seed is connected. The same seed gives a similar image, where the model takes one. -1 leaves it open." }),
  }),
  buys: [{ model: "model", ratio: "ratio", quality: "quality", references: ["photo", "reference"], mask: null, promptLength: MOST_PROMPT, answerTokens: 0, times: null }],
  async run({ inputs, params }, { buyImage, product, mentioned }) {
    const values = { ...mentioned, ...productValues(product, 1), mood: inputs.mood ?? "" };
    const { text } = fillPrompt(inputs.prompt ?? params.prompt, values);
    const references = [...(inputs.photo ? [inputs.photo] : []), ...(inputs.reference ?? [])];
    const { model, ratio, quality } = params;
    const seed = Math.min(MOST_SEED, Math.round(inputs.seed ?? params.seed));
    return { image: await buyImage({ kind: "image", model, prompt: text, ratio, quality, seed: seed < 0 ? null : seed, references }) };
  },
});
