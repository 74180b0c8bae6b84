import { z } from "zod";
import { Colour, MAX_SIDE, type Backdrop } from "#app/core/image/recipe.ts";
import { defineNode, optional, required } from "#app/core/node.ts";

const Side = z.int().min(256).max(MAX_SIDE);

export const imageBackground = defineNode({
  type: "image.background",
  version: 1,
  title: "Background and composite",
  description: "Puts the product on a colour, a gradient or a photo, with margins and a shadow.",
  category: "edit",
  inputs: { image: required("image", "Cut-out"), background: optional("image", "Background photo") },
  outputs: { image: required("image", "Image") },
  params: z.object({
    kind: z.enum(["colour", "gradient"]).default("colour").meta({ title: "Background", labels: { colour: "One colour", gradient: "Gradient" }, description: "A connected background photo is used instead." }),
    colour: Colour.default("#ffffff").meta({ title: "Colour" }),
    second: Colour.default("#e9e4dc").meta({ title: "Second colour", description: "Where a gradient ends.", when: { field: "kind", is: ["gradient"] } }),
    shape: z.enum(["down", "radial"]).default("radial").meta({ title: "Gradient", labels: { down: "From top to bottom", radial: "From the middle outwards" }, when: { field: "kind", is: ["gradient"] } }),
    width: Side.default(2048).meta({ title: "Width", description: "Pixels." }),
    height: Side.default(2048).meta({ title: "Height", description: "Pixels." }),
    margin: z.number().min(0).max(0.4).default(0.1).meta({ title: "Margin", description: "Share of the frame that stays free on each side: 0.1 is a tenth." }),
    anchor: z.enum(["centre", "bottom"]).default("centre").meta({ title: "Place", labels: { centre: "In the middle", bottom: "Standing at the bottom" } }),
    shadow: z.enum(["none", "soft", "contact"]).default("none").meta({ title: "Shadow", labels: { none: "None", soft: "Soft, behind", contact: "Below, on the ground" } }),
    shadowStrength: z.number().min(0).max(1).default(0.35).meta({ title: "Strength of the shadow", description: "0 is none, 1 is black.", when: { field: "shadow", is: ["soft", "contact"] } }),
  }),
  run({ inputs, params }, { edit }) {
    const { width, height, margin, anchor, shadow, shadowStrength } = params;
    const frame = { width, height, margin, anchor, shadow, shadowStrength };
    if (inputs.background) return { image: edit({ kind: "place-on-photo", ...frame }, inputs.image, inputs.background) };
    const backdrop: Backdrop = params.kind === "colour" ? { kind: "colour", colour: params.colour } : { kind: "gradient", from: params.colour, to: params.second, shape: params.shape };
    return { image: edit({ kind: "place", ...frame, backdrop }, inputs.image) };
  },
});
