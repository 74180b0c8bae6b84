import type { NodeSpec } from "#app/core/node.ts";
import type { Model } from "#app/core/model.ts";
import { AppError } from "#app/core/errors.ts";
import { priceOf } from "#app/core/price.ts";
import { callDollars } from "#app/ui/format.ts";
import type { Editor } from "./store.ts";

/** The models that a step can use: those of its kind that can be bought. */
export function modelsFor(spec: NodeSpec, { models }: Pick<Editor, "models">): Model[] {
  const kinds = Object.values(spec.schema.properties).flatMap(({ field }) => (field === "image-model" ? ["image"] : field === "text-model" ? ["text"] : []));
  return models.all().filter(({ capability, status }) => kinds.includes(capability) && status !== "ended");
}

/** What a step costs each time, over its models: "Free", "$0.03–0.13". */
export function costClass(spec: NodeSpec, editor: Pick<Editor, "models">): string {
  if (spec.buys.length === 0) return "Free";
  const costs = modelsFor(spec, editor).flatMap((model) => {
    const shape = { size: model.capability === "image" ? model.sizes[0] ?? null : null, quality: model.qualities[0] ?? null, references: 1, promptLength: 1_000, answerTokens: model.capability === "text" ? 200 : 0 };
    try {
      return [priceOf(model, shape).expected];
    } catch (error) {
      if (error instanceof AppError) return [];
      throw error;
    }
  });
  if (costs.length === 0) return "";
  const [least, most] = [Math.min(...costs), Math.max(...costs)].map(callDollars);
  return least === most ? (least ?? "") : `${least ?? ""}–${(most ?? "").replace("$", "")}`;
}

/** Which keys a step can use, and how many of them are here. */
export function keyWords(spec: NodeSpec, editor: Pick<Editor, "models" | "shelf">): string {
  if (spec.buys.length === 0) return "No key needed";
  const wanted = new Set(modelsFor(spec, editor).map(({ provider }) => provider));
  const providers = editor.shelf.providers.filter(({ id }) => wanted.has(id));
  const connected = providers.filter(({ works }) => works).length;
  const names = providers.map(({ title }) => title);
  const list = names.length > 1 ? `${names.slice(0, -1).join(", ")} or ${names.at(-1) ?? ""}` : names[0] ?? "";
  return `${list} key${connected > 0 ? `, ${connected} connected` : ", none connected"}`;
}
