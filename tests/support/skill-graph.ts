import { FORMAT, SkillGraph, type SkillNode } from "../../app/core/skill/graph.ts";

/** A step for tests, at the origin, with what is not said as it comes. */
export function skillNode(id: string, type: string, params: SkillNode["params"] = {}, more: Partial<SkillNode> = {}): SkillNode {
  return { id, type, version: 1, name: null, params, bindings: {}, mode: "run", position: { x: 0, y: 0 }, ...more };
}

/** A graph for tests. An edge is written "from.port > to.port". */
export function skillGraph(nodes: readonly SkillNode[], edges: readonly string[]): SkillGraph {
  const end = (text: string) => {
    const [node = "", port = ""] = text.trim().split(".");
    return { node, port };
  };
  return SkillGraph.parse({ format: FORMAT, nodes, edges: edges.map((edge) => {
    const [from = "", to = ""] = edge.split(">");
    return { from: end(from), to: end(to) };
  }) });
}
