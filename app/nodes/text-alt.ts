import { z } from "zod";
import { readFields, schemaOf } from "#app/core/declared-fields.ts";
import { defineNode, required } from "#app/core/node.ts";
import { ALT_LIMIT, altTextOf, fillPrompt, MOST_PROMPT, productValues } from "#app/core/text-template.ts";

const FIELDS = ["alt: text"];
/** Room for the form around the text; the text itself has at most a token for each character, in any language. */
const FORM_TOKENS = 50;
const INSTRUCTIONS = "You write alt text for a shop's photos, for people who cannot see them. Say in plain words what the photo shows, and name the product by its title. Do not begin with “image of”, do not advertise, invent nothing.";

export const textAlt = defineNode({
  type: "text.alt",
  version: 1,
  title: "Alt text",
  description: "Writes the alt text of an image: what it shows, in plain language, with the product's title.",
  category: "generate",
  inputs: { image: required("image", "Image") },
  outputs: { text: required("text", "Alt text") },
  params: z.object({
    model: z.string().max(80).default("gemini/3.5-flash-lite").meta({ title: "Model", field: "text-model" }),
    wish: z.string().max(1000).default("").meta({ title: "What else to mind", description: "For example the language, or words to use. @ mentions product fields and earlier steps.", field: "prompt" }),
    characters: z.int().min(40).max(ALT_LIMIT).default(160).meta({ title: "Characters, at most", description: `Shopify allows ${ALT_LIMIT}. Screen readers read short ones better.` }),
  }),
  buys: [{ model: "model", ratio: null, quality: null, references: ["image"], mask: null, promptLength: MOST_PROMPT + INSTRUCTIONS.length + JSON.stringify(schemaOf(FIELDS)).length, answerTokens: { setting: "characters", each: 1, plus: FORM_TOKENS }, times: null }],
  async run({ inputs, params }, { buyText, product, mentioned }) {
    const wish = fillPrompt(params.wish, { ...mentioned, ...productValues(product, 1) }).text;
    const prompt = `Product: ${product.title}. At most ${params.characters} characters. ${wish}`.trim();
    const answer = await buyText({ kind: "text", model: params.model, instructions: INSTRUCTIONS, prompt, images: [inputs.image], schema: schemaOf(FIELDS), maxTokens: params.characters + FORM_TOKENS });
    return { text: altTextOf(readFields(FIELDS, answer)["alt"] ?? "", params.characters) };
  },
});
