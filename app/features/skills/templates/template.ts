import type { SkillGraph, SkillNode } from "#app/core/skill/graph.ts";

/** A skill to start from. `line` names the result in at most 44 characters. */
export interface Template {
  readonly id: string;
  readonly name: string;
  readonly line: string;
  readonly description: string;
  readonly graph: SkillGraph;
}

/** Distance between the cards of the picture, in pixels. */
const PITCH = 206;

/** Nodes in a row, each fed by the one before. */
export function chain(nodes: readonly Pick<SkillNode, "id" | "type" | "params">[]): SkillGraph {
  return {
    format: 1,
    nodes: nodes.map((node, index) => ({ ...node, version: 1, name: null, position: { x: index * PITCH, y: 0 } })),
    edges: nodes.slice(1).map(({ id }, index) => ({ from: { node: nodes[index]?.id ?? "", port: "image" }, to: { node: id, port: "image" } })),
  };
}
