import type { Edge, Node } from "@xyflow/react";
import type { PortType } from "#app/core/port-types.ts";
import { edgeId, type SkillEdge, type SkillFrame, type SkillGraph, type SkillNode, type SkillNote } from "#app/core/skill/graph.ts";
import type { NodeCatalog } from "#app/core/skill/node-catalog.ts";
import { nameOf } from "#app/core/skill/problem.ts";

export type StepNode = Node<{ readonly step: SkillNode }, "step">;
export type NoteNode = Node<{ readonly note: SkillNote }, "note">;
export type FrameNode = Node<{ readonly frame: SkillFrame }, "frame">;
export type CanvasNode = StepNode | NoteNode | FrameNode;
export type WireEdge = Edge<{ readonly edge: SkillEdge; readonly type: PortType; readonly optional: boolean }, "wire">;

/** The graph as the canvas draws it. What did not change keeps its object, so that nothing else is drawn again. */
export function nodesOf(graph: SkillGraph, catalog: NodeCatalog, before: readonly CanvasNode[], selected: ReadonlySet<string>): CanvasNode[] {
  const known = new Map(before.map((node) => [node.id, node]));
  const kept = <T extends CanvasNode>(fresh: T, same: (old: CanvasNode) => boolean): CanvasNode => {
    const old = known.get(fresh.id);
    if (!old) return fresh;
    const still = same(old) && old.position.x === fresh.position.x && old.position.y === fresh.position.y && (old.selected ?? false) === fresh.selected;
    return still ? old : { ...fresh, ...(old.measured ? { measured: old.measured } : {}) };
  };
  return [
    ...graph.frames.map((frame) => kept({ id: frame.id, type: "frame", position: frame.position, width: frame.width, height: frame.height, zIndex: -1, selected: selected.has(frame.id), data: { frame }, ariaLabel: `Frame ${frame.title}` }, (old) => old.type === "frame" && old.data.frame === frame)),
    ...graph.notes.map((note) => kept({ id: note.id, type: "note", position: note.position, width: note.width, height: note.height, selected: selected.has(note.id), data: { note }, ariaLabel: "Note" }, (old) => old.type === "note" && old.data.note === note)),
    ...graph.nodes.map((step) => kept({ id: step.id, type: "step", position: step.position, selected: selected.has(step.id), data: { step }, ariaLabel: nameOf(step, catalog.get(step.type)) }, (old) => old.type === "step" && old.data.step === step)),
  ];
}

/** The wires as the canvas draws them; one that did not change keeps its object. */
export function wiresOf(graph: SkillGraph, catalog: NodeCatalog, before: readonly WireEdge[], selected: ReadonlySet<string>): WireEdge[] {
  const known = new Map(before.map((wire) => [wire.id, wire]));
  const types = new Map(graph.nodes.map(({ id, type }) => [id, catalog.get(type)]));
  return graph.edges.map((edge) => {
    const id = edgeId(edge);
    const old = known.get(id);
    if (old?.data?.edge === edge && (old.selected ?? false) === selected.has(id)) return old;
    return {
      id, type: "wire", source: edge.from.node, sourceHandle: edge.from.port, target: edge.to.node, targetHandle: edge.to.port, selected: selected.has(id),
      data: { edge, type: types.get(edge.from.node)?.outputs[edge.from.port]?.type ?? "json", optional: types.get(edge.to.node)?.inputs[edge.to.port]?.optional ?? false },
    };
  });
}
