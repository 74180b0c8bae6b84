import fs from "node:fs";
import { z } from "zod";
import type { ModelCatalog } from "#app/core/model.ts";
import { EnvironmentError } from "#app/platform/env.server.ts";
import { modelCatalog, withRows } from "#app/providers/catalog.ts";

/** The model catalog of this installation. Throws EnvironmentError, which ends the start and names what is wrong where. */
export function readModels(file: string | undefined): ModelCatalog {
  if (!file) return modelCatalog;
  try {
    return withRows(modelCatalog, JSON.parse(fs.readFileSync(file, "utf8")));
  } catch (error) {
    throw new EnvironmentError(`MODELS_FILE: ${file} cannot be used. ${error instanceof z.ZodError ? z.prettifyError(error) : error instanceof Error ? error.message : "It cannot be read."}`, { cause: error });
  }
}
