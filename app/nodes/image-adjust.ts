import { z } from "zod";
import { defineNode, required } from "#app/core/node.ts";

const Change = z.number().min(-1).max(1).default(0);

export const imageAdjust = defineNode({
  type: "image.adjust",
  version: 1,
  title: "Colour adjust",
  description: "Changes light and colour. A white background stays white, and a cut-out stays cut out.",
  category: "edit",
  inputs: { image: required("image", "Image") },
  outputs: { image: required("image", "Image") },
  params: z.object({
    brightness: Change.meta({ title: "Brightness", description: "-1 is dark, 0 as it is, 1 bright." }),
    contrast: Change.meta({ title: "Contrast", description: "-1 is flat, 0 as it is, 1 hard." }),
    saturation: Change.meta({ title: "Saturation", description: "-1 is black and white, 0 as it is, 1 twice as vivid." }),
    warmth: Change.meta({ title: "Warmth", description: "-1 is bluish, 0 as it is, 1 golden." }),
    sharpen: z.number().min(0).max(1).default(0).meta({ title: "Sharpness", description: "0 is as it is, 1 very sharp." }),
  }),
  example: { use: "Lift photos that were taken in dull light.", params: { brightness: 0.2, contrast: 0.15, sharpen: 0.3 } },
  run: ({ inputs, params }, { edit }) => ({ image: Object.values(params).every((value) => value === 0) ? inputs.image : edit({ kind: "adjust", ...params }, inputs.image) }),
});
