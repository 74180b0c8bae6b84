import { z } from "zod";
import { Colour } from "#app/core/image/recipe.ts";
import { defineNode, required } from "#app/core/node.ts";

export const imageShadow = defineNode({
  type: "image.shadow",
  version: 1,
  title: "Shadow",
  description: "Puts a soft shadow behind a cut-out, or one on the ground below it.",
  category: "edit",
  inputs: { image: required("image", "Cut-out") },
  outputs: { image: required("image", "Image") },
  params: z.object({
    shape: z.enum(["contact", "drop"]).default("contact").meta({ title: "Shadow", labels: { contact: "Below, on the ground", drop: "Soft, behind" } }),
    angle: z.int().min(0).max(360).default(60).meta({ title: "Direction", description: "Degrees: 0 falls to the right, 90 straight down, 180 to the left.", when: { field: "shape", is: ["drop"] } }),
    distance: z.number().min(0).max(0.3).default(0.03).meta({ title: "Distance", description: "Share of the product's longer side.", when: { field: "shape", is: ["drop"] } }),
    softness: z.number().min(0).max(0.15).default(0.03).meta({ title: "Softness", description: "Share of the product's longer side over which it fades." }),
    strength: z.number().min(0).max(1).default(0.4).meta({ title: "Strength", description: "0 is none, 1 is solid." }),
    colour: Colour.default("#000000").meta({ title: "Colour of the shadow" }),
    ground: z.enum(["transparent", "colour"]).default("transparent").meta({ title: "Behind it", labels: { transparent: "Nothing, stays see-through", colour: "One colour" } }),
    backdrop: Colour.default("#ffffff").meta({ title: "Colour behind it", when: { field: "ground", is: ["colour"] } }),
  }),
  example: { use: "Let a cut-out product stand on a warm grey.", params: { shape: "contact", strength: 0.5, ground: "colour", backdrop: "#efece8" } },
  run({ inputs, params }, { edit }) {
    const { ground, backdrop, ...shadow } = params;
    return { image: edit({ kind: "shadow", ...shadow, backdrop: ground === "colour" ? backdrop : null }, inputs.image) };
  },
});
