import { z } from "zod";
import { AppError } from "#app/core/errors.ts";
import { defineNode, optional, required } from "#app/core/node.ts";
import { PRODUCT_FIELDS, productValues } from "#app/core/text-template.ts";

const OPERATORS = { "is": "Is", "is-not": "Is not", "contains": "Contains", "is-empty": "Is empty", "more-than": "Is more than", "less-than": "Is less than" } as const;
const WITH_TEXT = ["is", "is-not", "contains"] as const;
const WITH_NUMBER = ["more-than", "less-than"] as const;
const Operator = z.enum(["is", "is-not", "contains", "is-empty", "more-than", "less-than"]) satisfies z.ZodType<keyof typeof OPERATORS>;

export const flowRoute = defineNode({
  type: "flow.route",
  version: 1,
  title: "Route",
  description: "Sends the image one of two ways, by a field of the product or a connected value. What lies on the other way does not run and costs nothing.",
  category: "edit",
  inputs: { image: required("image", "Image"), value: optional("text", "Value") },
  outputs: { yes: optional("image", "Yes"), no: optional("image", "No") },
  params: z.object({
    field: z.enum(PRODUCT_FIELDS.map(({ name }) => name)).default("product.type").meta({ title: "Field of the product", description: "Looked at when no value is connected.", labels: Object.fromEntries(PRODUCT_FIELDS.map(({ name, label }) => [name, label])) }),
    operator: Operator.default("is").meta({ title: "Condition", labels: OPERATORS }),
    text: z.string().max(300).default("").meta({ title: "Text", description: "Capitals and spaces around do not matter.", when: { field: "operator", is: [...WITH_TEXT] } }),
    number: z.number().default(0).meta({ title: "Number", when: { field: "operator", is: [...WITH_NUMBER] } }),
  }),
  example: { use: "Give lamps a dark background and everything else a white one.", params: { field: "product.type", operator: "is", text: "Lamp" } },
  run({ inputs, params }, { product }) {
    const value = inputs.value ?? productValues(product, 1)[params.field] ?? "";
    return holds(value, params, product.title) ? { yes: inputs.image } : { no: inputs.image };
  },
});

function holds(value: string, { operator, text, number }: { readonly operator: z.output<typeof Operator>; readonly text: string; readonly number: number }, product: string): boolean {
  const [given, wanted] = [plain(value), plain(text)];
  switch (operator) {
    case "is": return given === wanted;
    case "is-not": return given !== wanted;
    case "contains": return given.includes(wanted);
    case "is-empty": return given === "";
    case "more-than": return numberIn(given, product) > number;
    case "less-than": return numberIn(given, product) < number;
  }
}

function plain(text: string): string {
  return text.normalize("NFC").trim().toLowerCase();
}

function numberIn(text: string, product: string): number {
  const value = text === "" ? NaN : Number(text);
  if (!Number.isFinite(value)) throw new AppError("invalid_input", "a route compares what is no number", { say: `${product}: “${text.slice(0, 60)}” is not a number, so it cannot be compared with one.` });
  return value;
}
