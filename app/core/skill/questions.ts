import type { Question } from "../node.ts";
import type { SkillGraph } from "./graph.ts";
import type { NodeCatalog } from "./node-catalog.ts";

/** What the runner of a skill is asked, in the order of the graph: the run form is made from it. */
export function questionsOf(graph: SkillGraph, catalog: NodeCatalog): { node: string; question: Question }[] {
  return graph.nodes.flatMap(({ id, type, params }) => {
    const question = catalog.get(type)?.asks(params);
    return question ? [{ node: id, question }] : [];
  });
}
