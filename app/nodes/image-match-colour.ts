import { z } from "zod";
import { defineNode, required } from "#app/core/node.ts";

export const imageMatchColour = defineNode({
  type: "image.match-colour",
  version: 1,
  title: "Match colours",
  description: "Gives an image the light and the colours of another one, so that photos of several shoots look like one.",
  category: "edit",
  inputs: { image: required("image", "Image"), reference: required("image", "Image to match") },
  outputs: { image: required("image", "Image") },
  params: z.object({
    strength: z.number().min(0).max(1).default(0.5).meta({ title: "Strength", description: "0 is as it is, 1 takes over the light and the colours of the other image wholly." }),
  }),
  example: { use: "Bring every photo to the look of one good photo in the Asset Library.", params: { strength: 0.4 } },
  run: ({ inputs, params }, { edit }) => ({ image: edit({ kind: "match-colour", ...params }, inputs.image, inputs.reference) }),
});
