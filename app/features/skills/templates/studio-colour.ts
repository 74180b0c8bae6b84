import { chain, type Template } from "./template.ts";

export const studioColour: Template = {
  id: "studio-colour",
  category: "cut-outs",
  name: "On-colour studio",
  line: "Your colour behind, soft shadow below",
  description: "A warm studio colour that fades outwards and a shadow on the ground. For home pages, mails and adverts.",
  graph: chain([
    { id: "product", type: "product.read", params: { photo: "first" } },
    { id: "cut-out", type: "image.remove-background", params: { tolerance: 0.4, feather: 1 } },
    { id: "background", type: "image.background", params: { kind: "gradient", colour: "#f6d2c2", second: "#e39b80", shape: "radial", width: 2048, height: 2048, margin: 0.16, anchor: "centre", shadow: "contact", shadowStrength: 0.45 } },
    { id: "output", type: "output.save", params: { format: "jpeg", ratio: "original", quality: 90, fileName: "{{product.handle}}-studio", altText: "{{product.title}} on a coloured studio background" } },
  ]),
};
