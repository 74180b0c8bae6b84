import { chain, type Template } from "./template.ts";

export const marketplaceMain: Template = {
  id: "marketplace-main",
  category: "cut-outs",
  name: "Marketplace main image",
  line: "Pure white, product fills 85 %, 2000 px",
  description: "Pure white without a shadow, the product fills 85 % of the frame: what marketplaces ask of a main image.",
  graph: chain([
    { id: "product", type: "product.read", params: { photo: "first" } },
    { id: "cut-out", type: "image.remove-background", params: { tolerance: 0.4, feather: 1 } },
    { id: "background", type: "image.background", params: { kind: "colour", colour: "#ffffff", width: 2000, height: 2000, margin: 0.075, anchor: "centre", shadow: "none" } },
    { id: "output", type: "output.save", params: { format: "jpeg", ratio: "original", quality: 92, fileName: "{{product.handle}}-main", altText: "{{product.title}}" } },
  ]),
};
