import { z } from "zod";
import { AppError } from "#app/core/errors.ts";
import { storedImage } from "#app/core/image/recipe.ts";
import { defineNode, required } from "#app/core/node.ts";

export const uploadRead = defineNode({
  type: "upload.read",
  version: 1,
  title: "Media Upload",
  description: "Asks the person who runs the skill for a file, the same for every product.",
  category: "input",
  inputs: {},
  outputs: { image: required("image", "Image") },
  params: z.object({
    label: z.string().min(1).max(60).default("Image").meta({ title: "Label", description: "What the runner reads above the field." }),
    help: z.string().max(200).default("").meta({ title: "Help", description: "A line below the field." }),
  }),
  example: { use: "Ask the runner for a logo.", params: { label: "Logo" } },
  asks: ({ label, help }) => ({ kind: "upload", label, help }),
  run(_args, { answer }) {
    if (answer?.kind !== "image") throw new AppError("missing_answer", "no upload");
    return { image: storedImage(answer.hash) };
  },
});
