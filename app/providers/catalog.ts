import { z } from "zod";
import { Model, type ModelCatalog } from "#app/core/model.ts";
import rows from "./models.json" with { type: "json" };

const Rows = z.array(Model);

/** The model catalog: data of this release, checked as it is read. A model that ends stays in it, so that old skills can name its successor. */
export const modelCatalog: ModelCatalog = catalogOf(Rows.parse(rows));

/**
 * The catalog with an operator's own rows in the place of those with the same id, or after them: prices and
 * limits change between releases. Throws a ZodError where a row has another form.
 */
export function withRows(catalog: ModelCatalog, given: unknown): ModelCatalog {
  const own = Rows.parse(given);
  const replaced = new Set(own.map(({ id }) => id));
  return catalogOf([...catalog.all().filter(({ id }) => !replaced.has(id)), ...own]);
}

function catalogOf(models: readonly Model[]): ModelCatalog {
  const byId = new Map(models.map((model) => [model.id, model]));
  return { get: (id) => byId.get(id), all: () => models };
}
