import { z } from "zod";
import { Colour, MAX_SIDE } from "#app/core/image/recipe.ts";
import { defineNode, required } from "#app/core/node.ts";

const Side = z.int().min(16).max(MAX_SIDE);

export const imageResize = defineNode({
  type: "image.resize",
  version: 1,
  title: "Resize",
  description: "Fits an image into a frame: padded, cropped, or only made smaller.",
  category: "edit",
  inputs: { image: required("image", "Image") },
  outputs: { image: required("image", "Image") },
  params: z.object({
    mode: z.enum(["pad", "crop", "inside"]).default("pad").meta({ title: "How", labels: { pad: "Keep all, fill the rest", crop: "Fill the frame, cut the rest", inside: "Only make it smaller" } }),
    width: Side.default(2048).meta({ title: "Width", description: "Pixels." }),
    height: Side.default(2048).meta({ title: "Height", description: "Pixels." }),
    colour: Colour.default("#ffffff").meta({ title: "Colour of the rest", when: { field: "mode", is: ["pad"] } }),
  }),
  example: { use: "Make a wide banner of a square photo.", params: { mode: "crop", width: 2400, height: 1200 } },
  run: ({ inputs, params }, { edit }) => ({ image: edit({ kind: "resize", ...params }, inputs.image) }),
});
