import { z } from "zod";
import { Anchor, Colour, type ImageRecipe } from "#app/core/image/recipe.ts";
import { defineNode, optional, required } from "#app/core/node.ts";
import { fillTemplate, productValues } from "#app/core/text-template.ts";

const LABELS = {
  "top-left": "Top left", top: "Top", "top-right": "Top right", left: "Left", centre: "Middle", right: "Right",
  "bottom-left": "Bottom left", bottom: "Bottom", "bottom-right": "Bottom right",
};

export const imageOverlay = defineNode({
  type: "image.overlay",
  version: 1,
  title: "Overlay",
  description: "Puts a logo or a line of text on the image.",
  category: "edit",
  inputs: { image: required("image", "Image"), logo: optional("image", "Logo"), text: optional("text", "Text") },
  outputs: { image: required("image", "Image") },
  params: z.object({
    line: z.string().max(200).default("").meta({ title: "Text", description: "Used when no text is connected. {{product.title}} is replaced." }),
    anchor: Anchor.default("bottom-right").meta({ title: "Place", labels: LABELS }),
    size: z.number().min(0.02).max(1).default(0.16).meta({ title: "Size of the logo", description: "Share of the image's width." }),
    textSize: z.number().min(0.01).max(0.3).default(0.04).meta({ title: "Size of the text", description: "Share of the image's height." }),
    margin: z.number().min(0).max(0.3).default(0.04).meta({ title: "Distance from the edge", description: "Share of the image's width." }),
    opacity: z.number().min(0.05).max(1).default(1).meta({ title: "Opacity of the logo" }),
    colour: Colour.default("#1f1f1f").meta({ title: "Colour of the text" }),
  }),
  example: { use: "Write the product's name below it.", params: { line: "{{product.title}}", anchor: "bottom", textSize: 0.05 } },
  run({ inputs, params }, { edit, product }) {
    const { anchor, margin, size, textSize, opacity, colour } = params;
    const { text } = fillTemplate(inputs.text ?? params.line, productValues(product, 1));
    let image: ImageRecipe = inputs.image;
    if (inputs.logo) image = edit({ kind: "overlay-image", anchor, width: size, margin, opacity }, image, inputs.logo);
    if (text) image = edit({ kind: "overlay-text", text: text.slice(0, 200), anchor, height: textSize, margin, colour, background: null }, image);
    return { image };
  },
});
