import { z } from "zod";
import { defineNode, required } from "#app/core/node.ts";

export const imageRemoveBackground = defineNode({
  type: "image.remove-background",
  version: 1,
  title: "Remove background",
  description: "Cuts the product out on our servers. Needs a plain background, and says so where it cannot tell.",
  category: "edit",
  inputs: { image: required("image", "Image") },
  outputs: { image: required("image", "Cut-out") },
  params: z.object({
    tolerance: z.number().min(0.1).max(0.9).default(0.4).meta({ title: "Tolerance", description: "Higher removes more of an uneven background, and may eat into pale products." }),
    feather: z.int().min(0).max(4).default(1).meta({ title: "Soft edge", description: "Pixels of the edge that fade." }),
  }),
  run: ({ inputs, params }, { edit }) => ({ image: edit({ kind: "remove-background", ...params }, inputs.image) }),
});
