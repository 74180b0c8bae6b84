import { Panel, useReactFlow, useStore, type ReactFlowState } from "@xyflow/react";
import { memo, useMemo, useRef, type PointerEvent, type WheelEvent } from "react";
import type { SkillGraph } from "#app/core/skill/graph.ts";
import { useEditor, useGraph } from "./store.ts";

/** Pixels. */
const WIDTH = 200;
const HEIGHT = 150;
/** A step that was not measured yet. */
const CARD = { width: 216, height: 150 };
/** Wheel to zoom: pixels of the wheel that double it. */
const DOUBLE = 300;

interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/**
 * The whole graph, small, with the window on it: pressing it or dragging goes there, the wheel zooms. All
 * steps are one path; React Flow's own map has a listener for each of them at every move of the canvas.
 */
export function GraphMap() {
  const editor = useEditor();
  const graph = useGraph();
  const flow = useReactFlow();
  const svg = useRef<SVGSVGElement>(null);
  const boxes = useMemo(() => boxesOf(graph, editor.sizes), [graph, editor]);
  const around = useMemo(() => union(boxes), [boxes]);
  const sight = useStore(inSight, sameBox);
  const shown = union([around, sight]);
  const unit = Math.max(shown.width / WIDTH, shown.height / HEIGHT) * 1.05;
  const [x, y] = [shown.x - (WIDTH * unit - shown.width) / 2, shown.y - (HEIGHT * unit - shown.height) / 2];
  const go = ({ clientX, clientY, buttons }: PointerEvent) => {
    const at = svg.current?.getBoundingClientRect();
    if (buttons === 1 && at) void flow.setCenter(x + (clientX - at.left) * unit, y + (clientY - at.top) * unit, { zoom: flow.getZoom() });
  };
  return (
    <Panel position="bottom-right" className="cv-map nowheel">
      <svg
        ref={svg} viewBox={`${x} ${y} ${WIDTH * unit} ${HEIGHT * unit}`} width={WIDTH} height={HEIGHT} role="img" aria-label="Map of the graph"
        onPointerDown={(event) => { event.currentTarget.setPointerCapture(event.pointerId); go(event); }} onPointerMove={go}
        onWheel={({ deltaY }: WheelEvent) => void flow.zoomTo(flow.getZoom() * 2 ** (-deltaY / DOUBLE))}
      >
        <Steps boxes={boxes} />
        <rect className="cv-map-sight" x={sight.x} y={sight.y} width={sight.width} height={sight.height} strokeWidth={1.5 * unit} />
      </svg>
    </Panel>
  );
}

const Steps = memo(function Steps({ boxes }: { readonly boxes: readonly Box[] }) {
  return <path className="cv-map-steps" d={boxes.map(({ x, y, width, height }) => `M${x} ${y}h${width}v${height}h${-width}z`).join("")} />;
});

function boxesOf({ nodes, notes, frames }: SkillGraph, sizes: ReadonlyMap<string, { readonly width: number; readonly height: number }>): Box[] {
  return [...nodes.map(({ id, position }) => ({ ...position, ...(sizes.get(id) ?? CARD) })), ...[...notes, ...frames].map(({ position, width, height }) => ({ ...position, width, height }))];
}

/** What of the graph is on the screen. */
function inSight({ transform: [left, top, zoom], width, height }: ReactFlowState): Box {
  return { x: -left / zoom, y: -top / zoom, width: width / zoom, height: height / zoom };
}

function sameBox(one: Box, other: Box): boolean {
  return one.x === other.x && one.y === other.y && one.width === other.width && one.height === other.height;
}

function union(boxes: readonly Box[]): Box {
  const x = Math.min(...boxes.map((box) => box.x));
  const y = Math.min(...boxes.map((box) => box.y));
  return { x, y, width: Math.max(...boxes.map((box) => box.x + box.width)) - x, height: Math.max(...boxes.map((box) => box.y + box.height)) - y };
}
