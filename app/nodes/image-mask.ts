import { z } from "zod";
import { Colour } from "#app/core/image/recipe.ts";
import { defineNode, required } from "#app/core/node.ts";

export const imageMask = defineNode({
  type: "image.mask",
  version: 1,
  title: "Mask",
  description: "Marks the product, or all that has one colour, so that an edit changes only that or only the rest.",
  category: "edit",
  inputs: { image: required("image", "Image") },
  outputs: { mask: required("mask", "Mask") },
  params: z.object({
    from: z.enum(["cut-out", "colour"]).default("cut-out").meta({ title: "Made from", labels: { "cut-out": "The product, cut out", colour: "A colour" } }),
    tolerance: z.number().min(0.1).max(0.9).default(0.4).meta({ title: "Tolerance of the background", description: "Higher takes more of an uneven background for background. An image that is cut out already needs none.", when: { field: "from", is: ["cut-out"] } }),
    colour: Colour.default("#ffffff").meta({ title: "Colour", when: { field: "from", is: ["colour"] } }),
    difference: z.number().min(0).max(100).default(10).meta({ title: "Difference allowed", description: "How unlike that colour: 2 is just visible, 100 is black to white.", when: { field: "from", is: ["colour"] } }),
    where: z.enum(["edges", "everywhere"]).default("everywhere").meta({ title: "Where", labels: { edges: "Only what reaches the edge of the image", everywhere: "Everywhere" }, when: { field: "from", is: ["colour"] } }),
    marks: z.enum(["found", "rest"]).default("found").meta({ title: "What is marked", labels: { found: "What was found", rest: "All the rest" } }),
    grow: z.number().min(-0.1).max(0.1).default(0).meta({ title: "Grow", description: "Share of the longer side: 0.01 reaches a hundredth further on all sides, -0.01 less far." }),
    feather: z.number().min(0).max(0.1).default(0).meta({ title: "Soft edge", description: "Share of the longer side over which the edge fades." }),
  }),
  example: { use: "Let an edit change the scene and never the product: connect the mask to Edit image, which changes all but what is marked.", params: { from: "cut-out", grow: 0.004 } },
  run({ inputs, params }, { edit }) {
    const { tolerance, colour, difference, where, grow, feather } = params;
    const finish = { grow, invert: params.marks === "rest", feather };
    if (params.from === "colour") return { mask: edit({ kind: "mask-from-colour", colour, tolerance: difference, where, ...finish }, inputs.image) };
    return { mask: edit({ kind: "mask-from-cut-out", ...finish }, edit({ kind: "remove-background", tolerance, feather: 0 }, inputs.image)) };
  },
});
