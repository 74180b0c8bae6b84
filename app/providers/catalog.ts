import { z } from "zod";
import { Model, type ModelCatalog } from "#app/core/model.ts";
import rows from "./models.json" with { type: "json" };

const MODELS: readonly Model[] = z.array(Model).parse(rows);
const byId = new Map(MODELS.map((model) => [model.id, model]));

/** The model catalog: data of this release, checked as it is read. A model that ends stays in it, so that old skills can name its successor. */
export const modelCatalog: ModelCatalog = { get: (id) => byId.get(id), all: () => MODELS };
