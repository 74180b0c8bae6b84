import { scene, type Template } from "./template.ts";

export const wideBanner: Template = {
  id: "wide-banner",
  category: "banners",
  name: "Wide banner",
  line: "16:9, room for text beside the product",
  description: "A wide image for the home page or a mail, with free space for a headline.",
  graph: scene("wide-banner", "Wide banner: @product.title on the right third, plain warm background with free space on the left for a headline, soft light. Keep the product exactly as in the photo: shape, colours, label and proportions.", "16:9"),
};
