import type { ModelCatalog } from "#app/core/model.ts";
import type { NodeSpec } from "#app/core/node.ts";
import { fieldsOf, type FieldView } from "#app/core/skill/fields.ts";
import { applies } from "#app/core/skill/applies.ts";
import type { SkillNode } from "#app/core/skill/graph.ts";

/** Settings that say most about a step, best first. */
const TELLING: readonly FieldView["kind"][] = ["choice", "folder", "number", "colour", "text"];

/** The one fact that matters on a card: the model, or else the first settings that mean something. */
export function factOf(step: SkillNode, spec: NodeSpec, models: ModelCatalog): string {
  const all = fieldsOf(spec.schema, step.params, undefined, models.all());
  const fields = all.filter(({ when }) => applies(when, all, ({ value }) => value));
  const model = fields.find(({ name }) => name === "model");
  if (model) return models.get(String(model.value))?.title ?? "No such model";
  const told = TELLING.flatMap((kind) => fields.filter((field) => field.kind === kind && field.value !== "" && field.value !== null)).slice(0, 2);
  return told.map(({ value, options }) => options.find((option) => option.value === value)?.label ?? String(value)).join(" · ") || spec.description;
}
