import { Background, BackgroundVariant, ReactFlow, ReactFlowProvider, SelectionMode, type EdgeTypes, type NodeTypes } from "@xyflow/react";
import { useRef } from "react";
import { AreaFrame, AreaNote } from "./area-cards.tsx";
import { ConnectionReason } from "./connection-reason.tsx";
import { GRID } from "./edits/arrange.ts";
import { GraphMap } from "./graph-map.tsx";
import { StepCard } from "./step-card.tsx";
import { useEditor, useGraph } from "./store.ts";
import { useCanvasEvents } from "./use-canvas-events.ts";
import { FIT, useView } from "./use-view.ts";
import { Wire } from "./wire.tsx";

// Outside of what draws: a new object would draw every card again.
const NODE_TYPES: NodeTypes = { step: StepCard, note: AreaNote, frame: AreaFrame };
const EDGE_TYPES: EdgeTypes = { wire: Wire };
const SNAP: [number, number] = [GRID / 2, GRID / 2];
const PAN_BUTTONS = [1, 2];
const PRO = { hideAttribution: true } as const;

/** From so many steps on only what is seen is in the document. */
const MANY = 60;
/** Below so many steps a map of them says nothing. */
const MAPPED = 10;

/** The graph, drawn. Everything that it does goes through the editor's actions. */
export function Canvas() {
  return <ReactFlowProvider><Drawn /></ReactFlowProvider>;
}

function Drawn() {
  const editor = useEditor();
  const graph = useGraph();
  const wrapper = useRef<HTMLDivElement>(null);
  const { nodes, edges, far, ...events } = useCanvasEvents(wrapper);
  useView(wrapper);
  const many = graph.nodes.length >= MANY;
  return (
    <div className="cv-canvas" ref={wrapper} data-lod="near">
      <ReactFlow
        {...events} nodes={nodes} edges={edges} nodeTypes={NODE_TYPES} edgeTypes={EDGE_TYPES} minZoom={0.1} maxZoom={2} fitView fitViewOptions={FIT} proOptions={PRO}
        deleteKeyCode={null} multiSelectionKeyCode={["Meta", "Control"]} selectionKeyCode="Shift" zoomActivationKeyCode={["Meta", "Control"]} panActivationKeyCode="Space" panOnDrag={PAN_BUTTONS} selectionOnDrag panOnScroll zoomOnScroll={false} selectionMode={SelectionMode.Partial}
        snapToGrid snapGrid={SNAP} connectionRadius={24} zoomOnDoubleClick={false} disableKeyboardA11y={false} nodesFocusable edgesFocusable elevateNodesOnSelect={false}
        nodesDraggable={editor.mayEdit} nodesConnectable={editor.mayEdit} onlyRenderVisibleElements={many && !far} aria-label="Graph of the skill" className="cv-flow" tabIndex={0}
      >
        <Background variant={BackgroundVariant.Dots} gap={GRID} size={1} />
        {graph.nodes.length >= MAPPED ? <GraphMap /> : null}
      </ReactFlow>
      <ConnectionReason />
    </div>
  );
}
