import { FORMAT, SkillGraph } from "#app/core/skill/graph.ts";
import { PITCH, type Template } from "./template.ts";

export const altText: Template = {
  id: "alt-text",
  category: "texts",
  name: "Alt text for the catalog",
  line: "Says what each product's photo shows",
  description: "Writes alt text for the first photo of each product. You review it, and publishing changes the text alone.",
  graph: SkillGraph.parse({
    format: FORMAT,
    nodes: [
      { id: "product", type: "product.read", version: 1, name: null, params: { photo: "first" }, position: { x: 0, y: 0 } },
      { id: "alt", type: "text.alt", version: 1, name: null, params: { model: "gemini/3.5-flash-lite", characters: 160 }, position: { x: PITCH, y: 0 } },
      { id: "output", type: "output.alt", version: 1, name: null, params: {}, position: { x: 2 * PITCH, y: 0 } },
    ],
    edges: [
      { from: { node: "product", port: "image" }, to: { node: "alt", port: "image" } },
      { from: { node: "product", port: "image" }, to: { node: "output", port: "photo" } },
      { from: { node: "alt", port: "text" }, to: { node: "output", port: "altText" } },
    ],
  }),
};
