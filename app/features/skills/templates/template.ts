import { FORMAT, SkillGraph, type SkillNode } from "#app/core/skill/graph.ts";

/** What a template makes, as the gallery groups them. */
export const TEMPLATE_CATEGORIES = ["cut-outs", "scenes", "banners", "texts"] as const;
export type TemplateCategory = (typeof TEMPLATE_CATEGORIES)[number];

/** A skill to start from. `line` names the result in at most 44 characters. */
export interface Template {
  readonly id: string;
  readonly category: TemplateCategory;
  readonly name: string;
  readonly line: string;
  readonly description: string;
  readonly graph: SkillGraph;
}

/** A photo in a new scene: the product as it is, made by a model of the merchant's own key, written at the size that Shopify recommends. */
export function scene(id: string, prompt: string, ratio: string): SkillGraph {
  return SkillGraph.parse({
    format: FORMAT,
    nodes: [
      { id: "product", type: "product.read", version: 1, name: null, params: { photo: "first" }, position: { x: 0, y: 0 } },
      { id: "scene", type: "image.generate", version: 1, name: null, params: { model: "gemini/nano-banana-2.1", prompt, ratio }, position: { x: PITCH, y: 0 } },
      { id: "output", type: "output.save", version: 1, name: null, params: { format: "jpeg", ratio: "original", quality: 90, fileName: `{{product.handle}}-${id}`, altText: "{{product.title}}" }, position: { x: 2 * PITCH, y: 0 } },
    ],
    edges: [{ from: { node: "product", port: "image" }, to: { node: "scene", port: "photo" } }, { from: { node: "scene", port: "image" }, to: { node: "output", port: "image" } }],
  });
}

/** Distance from one card of the builder to the next, in pixels: a card and room for wires. */
export const PITCH = 276;

/** Nodes in a row, each fed by the one before. */
export function chain(nodes: readonly Pick<SkillNode, "id" | "type" | "params">[]): SkillGraph {
  return SkillGraph.parse({
    format: FORMAT,
    nodes: nodes.map((node, index) => ({ ...node, version: 1, name: null, position: { x: index * PITCH, y: 0 } })),
    edges: nodes.slice(1).map(({ id }, index) => ({ from: { node: nodes[index]?.id ?? "", port: "image" }, to: { node: id, port: "image" } })),
  });
}
