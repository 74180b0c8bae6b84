import { z } from "zod";
import { ImageOperation, type ImageRecipe } from "./recipe.ts";

const Source = z.object({
  kind: z.literal("source"),
  source: z.discriminatedUnion("from", [z.object({ from: z.literal("stored"), hash: z.string() }), z.object({ from: z.literal("shop"), url: z.string() })]),
});

/** A recipe as it comes back from the database. */
export const StoredRecipe: z.ZodType<ImageRecipe> = z.lazy(() => z.union([Source, z.object({ kind: z.literal("operation"), at: z.string(), operation: ImageOperation, inputs: z.array(StoredRecipe) })]));
