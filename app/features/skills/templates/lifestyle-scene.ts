import { scene, type Template } from "./template.ts";

export const lifestyleScene: Template = {
  id: "lifestyle-scene",
  category: "scenes",
  name: "Lifestyle scene",
  line: "In a bright room, in morning light",
  description: "Your product in a lived-in room with morning light. For product pages and social posts.",
  graph: scene("lifestyle-scene", "@product.title on an oak table in a bright, lived-in room, soft morning light from the left, calm and uncluttered. Keep the product exactly as in the photo: shape, colours, label and proportions.", "1:1"),
};
