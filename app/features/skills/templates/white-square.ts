import { chain, type Template } from "./template.ts";

export const whiteSquare: Template = {
  id: "white-square",
  category: "cut-outs",
  name: "White background square",
  line: "Cut out, centred, even margins, 2048 px",
  description: "Every product on pure white, in the middle, with the same margins. For collection pages that look like one shop.",
  graph: chain([
    { id: "product", type: "product.read", params: { photo: "first" } },
    { id: "cut-out", type: "image.remove-background", params: { tolerance: 0.4, feather: 1 } },
    { id: "background", type: "image.background", params: { kind: "colour", colour: "#ffffff", width: 2048, height: 2048, margin: 0.1, anchor: "centre", shadow: "none" } },
    { id: "output", type: "output.save", params: { format: "jpeg", ratio: "original", quality: 90, fileName: "{{product.handle}}-white", altText: "{{product.title}} on a white background" } },
  ]),
};
