import { z } from "zod";
import { MaskedChange } from "#app/core/image/recipe.ts";
import { Quality } from "#app/core/model.ts";
import { defineNode, optional, required } from "#app/core/node.ts";
import { fillPrompt, MOST_PROMPT, productValues } from "#app/core/text-template.ts";

export const imageEdit = defineNode({
  type: "image.edit",
  version: 1,
  title: "Edit image",
  description: "Changes a photo by a prompt, with references, and only where a mask allows it if one is connected.",
  category: "generate",
  inputs: {
    image: required("image", "Photo to edit"), mask: optional("mask", "Mask"), prompt: optional("text", "Prompt"),
    reference: optional("images", "References"),
  },
  outputs: { image: required("image", "Image") },
  params: z.object({
    model: z.string().max(80).default("openai/gpt-image-2.6-flare").meta({ title: "Model", description: "Only some models take a mask.", field: "image-model" }),
    prompt: z.string().max(4000).default("Put @product.title on a plain, warm stone surface in soft daylight. Keep the product as it is.").meta({ title: "Prompt", description: "Used when no prompt is connected. @ mentions product fields, inputs and earlier steps.", field: "prompt" }),
    ratio: z.enum(["1:1", "4:5", "3:4", "2:3", "3:2", "4:3", "16:9"]).default("1:1").meta({ title: "Aspect ratio", description: "With a mask, a photo of another ratio gets margins.", labels: { "1:1": "1:1, square", "4:5": "4:5", "3:4": "3:4", "2:3": "2:3", "3:2": "3:2", "4:3": "4:3", "16:9": "16:9, wide" } }),
    quality: Quality.default("medium").meta({ title: "Quality", description: "Only some models have it. Higher costs more.", labels: { low: "Low", medium: "Medium", high: "High" } }),
    change: MaskedChange.default("rest").meta({ title: "What may change", description: "With a mask.", labels: { rest: "All but what the mask marks", marked: "Only what the mask marks" } }),
  }),
  example: { use: "Put the product into another scene; with a mask, without touching it.", params: { prompt: "Put @product.title on wet slate in morning light.", change: "rest" } },
  buys: [{ model: "model", ratio: "ratio", quality: "quality", references: ["image", "reference"], mask: "mask", promptLength: MOST_PROMPT, answerTokens: 0, times: null }],
  async run({ inputs, params }, { buyImage, product, mentioned }) {
    const { text: prompt } = fillPrompt(inputs.prompt ?? params.prompt, { ...mentioned, ...productValues(product, 1) });
    const references = [inputs.image, ...(inputs.reference ?? [])];
    const { model, ratio, quality, change } = params;
    return { image: await buyImage({ kind: "image", model, prompt, ratio, quality, seed: null, references, ...(inputs.mask ? { mask: { image: inputs.mask, change } } : {}) }) };
  },
});
