import { scene, type Template } from "./template.ts";

export const seasonalScene: Template = {
  id: "seasonal-scene",
  category: "scenes",
  name: "Seasonal scene",
  line: "Winter mood with pine and warm light",
  description: "Your product in a winter setting. Change the season in the prompt.",
  graph: scene("seasonal-scene", "@product.title in a cosy winter setting, pine branches, a little snow, warm light in the background, out of focus. Keep the product exactly as in the photo: shape, colours, label and proportions.", "4:5"),
};
