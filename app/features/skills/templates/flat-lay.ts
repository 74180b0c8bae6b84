import { scene, type Template } from "./template.ts";

export const flatLay: Template = {
  id: "flat-lay",
  category: "scenes",
  name: "Flat lay",
  line: "From above, on linen, with few props",
  description: "Your product from above with a few quiet props. For social posts.",
  graph: scene("flat-lay", "Flat lay from above: @product.title on natural linen with two or three quiet props, even daylight, soft shadows. Keep the product exactly as in the photo: shape, colours, label and proportions.", "1:1"),
};
