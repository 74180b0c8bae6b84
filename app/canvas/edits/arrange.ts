import dagre from "@dagrejs/dagre";
import { z } from "zod";
import type { Position, SkillGraph } from "#app/core/skill/graph.ts";

/** Size of a card on the canvas, in pixels at 100 %. */
export interface Size {
  readonly width: number;
  readonly height: number;
}

/** The canvas snaps to this, in pixels. */
export const GRID = 16;

export type Side = "left" | "centre" | "right" | "top" | "middle" | "bottom";

const GAP = { across: 72, down: 32 } as const;
/** The library says nothing of the types of what it laid out. */
const Box = z.object({ x: z.number(), y: z.number(), width: z.number(), height: z.number() });
const UNKNOWN: Size = { width: 216, height: 150 };

/** Lays the steps out from left to right, those that need nothing first; positions by id. Notes and frames stay. */
export function tidied(graph: SkillGraph, sizes: ReadonlyMap<string, Size>): ReadonlyMap<string, Position> {
  const layout = new dagre.graphlib.Graph({ multigraph: true }).setGraph({ rankdir: "LR", nodesep: GAP.down, ranksep: GAP.across, ranker: "network-simplex" }).setDefaultEdgeLabel(() => ({}));
  for (const { id } of graph.nodes) layout.setNode(id, { ...(sizes.get(id) ?? UNKNOWN) });
  graph.edges.forEach(({ from, to }, index) => { if (from.node !== to.node) layout.setEdge(from.node, to.node, {}, String(index)); });
  dagre.layout(layout);
  const left = Math.min(...graph.nodes.map(({ position }) => position.x));
  const top = Math.min(...graph.nodes.map(({ position }) => position.y));
  const corner = (id: string) => {
    const { x, y, width, height } = Box.parse(layout.node(id));
    return { x: x - width / 2, y: y - height / 2 };
  };
  const corners = graph.nodes.map(({ id }) => corner(id));
  const [fromLeft, fromTop] = [Math.min(...corners.map(({ x }) => x)), Math.min(...corners.map(({ y }) => y))];
  return new Map(graph.nodes.map(({ id }, index) => {
    const { x, y } = corners[index] ?? { x: 0, y: 0 };
    return [id, { x: Math.round(left + x - fromLeft), y: Math.round(top + y - fromTop) }];
  }));
}

/** Aligns what is chosen at one side or middle of their common box; positions by id. */
export function aligned(places: ReadonlyMap<string, Position & Size>, side: Side): ReadonlyMap<string, Position> {
  const all = [...places.values()];
  const [left, right] = [Math.min(...all.map(({ x }) => x)), Math.max(...all.map(({ x, width }) => x + width))];
  const [top, bottom] = [Math.min(...all.map(({ y }) => y)), Math.max(...all.map(({ y, height }) => y + height))];
  const moved = ({ x, y, width, height }: Position & Size): Position => {
    switch (side) {
      case "left": return { x: left, y };
      case "right": return { x: right - width, y };
      case "centre": return { x: (left + right - width) / 2, y };
      case "top": return { x, y: top };
      case "bottom": return { x, y: bottom - height };
      case "middle": return { x, y: (top + bottom - height) / 2 };
    }
  };
  return new Map([...places].map(([id, place]) => [id, moved(place)]));
}
