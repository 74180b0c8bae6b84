import { Background, ReactFlow, useEdgesState, useNodesState, type Edge, type Node } from "@xyflow/react";
import "@xyflow/react/dist/style.css";
import type { SkillGraph } from "../../app/core/skill/graph.ts";

const PAN_BUTTONS = [1];

/** The same steps and wires in React Flow's own nodes and wires, with nothing of ours around them. */
export function PlainFlow({ graph }: { readonly graph: SkillGraph }) {
  const [nodes, , onNodesChange] = useNodesState(graph.nodes.map(({ id, type, position }): Node => ({ id, position, data: { label: type } })));
  const [edges, , onEdgesChange] = useEdgesState(wires(graph));
  return (
    <div style={{ height: "100dvh" }}>
      <ReactFlow nodes={nodes} edges={edges} onNodesChange={onNodesChange} onEdgesChange={onEdgesChange} minZoom={0.1} fitView panOnDrag={PAN_BUTTONS}><Background /></ReactFlow>
    </div>
  );
}

/** One wire between two steps is what a plain node has ports for. */
function wires({ edges }: SkillGraph): Edge[] {
  return edges.map(({ from, to }, index) => ({ id: `wire-${index}`, source: from.node, target: to.node }));
}
