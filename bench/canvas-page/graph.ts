import { connect, inputFor } from "../../app/canvas/edits/connect.ts";
import { FORMAT, MOST_NODES, type SkillGraph, type SkillNode } from "../../app/core/skill/graph.ts";
import { nodeRegistry } from "../../app/nodes/registry.ts";

const COLUMNS = 20;
const ACROSS = 288;
/** More than the highest card, as tidy up lays them: cards that lie over each other would be drawn for nothing. */
const DOWN = 368;
/** One row of the graph, from its product to what it saves: every kind that takes what the one before it gives. */
const ROW = [
  "product.read", "llm.write", "image.generate", "image.remove-background", "image.shadow", "image.background", "image.adjust", "image.resize", "llm.describe", "image.generate",
  "image.edit", "image.adjust", "image.remove-background", "image.background", "llm.write", "image.generate", "image.shadow", "image.resize", "image.adjust", "output.save",
];

/** The largest skill that there may be: 300 steps in 20 columns, wired to the step before and, where that leaves a port open, to the one before that. */
export function largestSkill(): SkillGraph {
  const nodes = Array.from({ length: MOST_NODES }, (_, index): SkillNode => {
    const [column, row] = [index % COLUMNS, Math.floor(index / COLUMNS)];
    return { id: stepId(row, column), type: ROW[column] ?? "image.adjust", version: 1, name: null, params: {}, bindings: {}, mode: "run", position: { x: column * ACROSS, y: row * DOWN } };
  });
  let graph: SkillGraph = { format: FORMAT, nodes, edges: [], notes: [], frames: [] };
  for (let index = 0; index < MOST_NODES; index += 1) {
    const [column, row] = [index % COLUMNS, Math.floor(index / COLUMNS)];
    for (const before of [column - 1, column - 2]) if (before >= 0) graph = wired(graph, stepId(row, before), stepId(row, column));
  }
  return graph;
}

/** The first output that fits a port which is free there. */
function wired(graph: SkillGraph, from: string, to: string): SkillGraph {
  const type = graph.nodes.find(({ id }) => id === from)?.type ?? "";
  for (const port of Object.keys(nodeRegistry.get(type)?.outputs ?? {})) {
    const end = { node: from, port };
    const input = inputFor(graph, nodeRegistry, end, to);
    const free = input && !graph.edges.some((edge) => edge.to.node === to && edge.to.port === input.port);
    if (free) return connect(graph, nodeRegistry, { from: end, to: input });
  }
  return graph;
}

function stepId(row: number, column: number): string {
  return `step-${row}-${column}`;
}
