import { z } from "zod";
import { Colour, type Encoding } from "#app/core/image/recipe.ts";
import { defineNode, optional, required } from "#app/core/node.ts";
import { altTextOf, fillTemplate, productValues, slugOf } from "#app/core/text-template.ts";

const RATIOS = { "1:1": [1, 1], "4:5": [4, 5], "3:4": [3, 4], "16:9": [16, 9] } as const;
const FIXED_RATIOS = Object.keys(RATIOS);

export const outputSave = defineNode({
  type: "output.save",
  version: 1,
  title: "Output Configurations",
  description: "File format, aspect ratio, resolution, name and alt text, the same for every product.",
  category: "output",
  inputs: { image: required("image", "Image"), altText: optional("text", "Alt text") },
  outputs: {},
  params: z.object({
    format: z.enum(["jpeg", "webp", "png"]).default("jpeg").meta({ title: "Format", labels: { jpeg: "JPEG", webp: "WebP", png: "PNG, keeps transparency" } }),
    ratio: z.enum(["original", "1:1", "4:5", "3:4", "16:9"]).default("original").meta({ title: "Aspect ratio", labels: { original: "As it comes", "1:1": "1:1, square", "4:5": "4:5", "3:4": "3:4", "16:9": "16:9" } }),
    resolution: z.int().min(256).max(4472).default(2048).meta({ title: "Longer side", description: "Pixels. Shopify recommends 2048 for squares.", when: { field: "ratio", is: FIXED_RATIOS } }),
    quality: z.int().min(40).max(100).default(88).meta({ title: "Quality", description: "40 to 100. Higher is larger.", when: { field: "format", is: ["jpeg", "webp"] } }),
    colour: Colour.default("#ffffff").meta({ title: "Colour of the rest", description: "Fills what a fixed aspect ratio leaves free.", when: { field: "ratio", is: FIXED_RATIOS } }),
    fileName: z.string().min(1, "Write a file name").max(120).default("{{product.handle}}").meta({ title: "File name", description: "Without ending. {{product.handle}}, {{product.title}} and {{n}} are replaced." }),
    altText: z.string().max(400).default("{{product.title}}").meta({ title: "Alt text", description: "Read by screen readers and search engines. {{product.title}}, {{product.vendor}} and {{product.type}} are replaced." }),
  }),
  run({ inputs, params }, { finish, product, turn }) {
    const values = productValues(product, turn + 1);
    finish({
      image: inputs.image,
      encoding: { format: params.format, quality: params.quality, frame: frameOf(params) },
      fileName: slugOf(fillTemplate(params.fileName, values).text),
      altText: altTextOf(inputs.altText ?? fillTemplate(params.altText, values).text),
    });
    return {};
  },
});

function frameOf({ ratio, resolution, colour }: { ratio: keyof typeof RATIOS | "original"; resolution: number; colour: string }): Encoding["frame"] {
  if (ratio === "original") return null;
  const [across, down] = RATIOS[ratio];
  const unit = resolution / Math.max(across, down);
  return { width: Math.round(across * unit), height: Math.round(down * unit), colour };
}
