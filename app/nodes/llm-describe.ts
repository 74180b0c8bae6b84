import { z } from "zod";
import { FieldLines, readFields, schemaOf } from "#app/core/declared-fields.ts";
import { defineNode, optional, required } from "#app/core/node.ts";
import { fillPrompt, MOST_PROMPT, productValues } from "#app/core/text-template.ts";

const INSTRUCTIONS = "You describe products for a shop and plan pictures of them. Say of the product only what the photo shows or the text says. Fill every field; write text fields as one short phrase.";
/** Tokens of one field's answer, at most, with its name and the marks around it. */
const FIELD_TOKENS = 150;
/** Characters that one field adds to the schema that is sent along, at most. */
const FIELD_SCHEMA = 120;

export const llmDescribe = defineNode({
  type: "llm.describe",
  version: 1,
  title: "Describe and plan",
  description: "Looks at the product and its photo, and writes down the fields that later prompts mention.",
  category: "generate",
  inputs: { photo: optional("image", "Photo to look at"), text: optional("text", "Text") },
  outputs: { fields: required("json", "Fields", { fieldsIn: "fields" }), text: required("text", "All fields as text") },
  params: z.object({
    model: z.string().max(80).default("gemini/3.5-flash-lite").meta({ title: "Model", field: "text-model" }),
    prompt: z.string().min(1, "Write a prompt").max(4000).default("Describe @product.title as the photo shows it, and plan a scene that suits it.").meta({ title: "Prompt", description: "@ mentions product fields, @text (what is connected) and earlier steps.", field: "prompt" }),
    fields: FieldLines.default(["subject: text", "materials: list", "colours: list", "setting: text", "scene: text"]).meta({ title: "Fields", description: "One a line: a name and text, list, number or yes or no. Later prompts mention them with @.", field: "list" }),
  }),
  example: { use: "Look at the photo once, and let later prompts mention @subject and @scene.", params: { fields: ["subject: text", "scene: text"] } },
  buys: [{ model: "model", ratio: null, quality: null, references: ["photo"], mask: null, promptLength: { setting: "fields", each: FIELD_SCHEMA, plus: MOST_PROMPT + INSTRUCTIONS.length + 100 }, answerTokens: { setting: "fields", each: FIELD_TOKENS, plus: 0 }, times: null }],
  async run({ inputs, params }, { buyText, product, mentioned }) {
    const { text: prompt } = fillPrompt(params.prompt, { ...mentioned, ...productValues(product, 1), text: inputs.text ?? "" });
    const answer = await buyText({ kind: "text", model: params.model, instructions: INSTRUCTIONS, prompt, images: inputs.photo ? [inputs.photo] : [], schema: schemaOf(params.fields), maxTokens: params.fields.length * FIELD_TOKENS });
    const fields = readFields(params.fields, answer);
    return { fields, text: Object.entries(fields).map(([name, value]) => `${name.replaceAll("_", " ")}: ${value}`).join("\n") };
  },
});
