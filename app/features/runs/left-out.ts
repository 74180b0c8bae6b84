import type { Model } from "#app/core/model.ts";
import type { ImageOrder, TextOrder } from "#app/core/node.ts";
import { MOST_PROMPT } from "#app/core/text-template.ts";

/** What of an order is not sent to its model, in words for the merchant: references beyond the model's limit, and the end of a long prompt. */
export function leftOut(order: ImageOrder | TextOrder, model: Pick<Model, "title" | "references">): string[] {
  const count = (order.kind === "image" ? order.references : order.images).length;
  const said: string[] = [];
  if (count > model.references) said.push(model.references === 0 ? `${model.title} takes no reference images: none was sent.` : `Only the first ${model.references} of ${count} reference images were sent.`);
  if (order.prompt.length > MOST_PROMPT) said.push(`Only the first ${MOST_PROMPT.toLocaleString("en-US")} characters of the prompt were sent.`);
  return said;
}
