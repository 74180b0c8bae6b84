import type { Position, SkillFrame, SkillGraph, SkillNote } from "#app/core/skill/graph.ts";
import type { Size } from "./arrange.ts";
import { freeId, idsOf } from "./ids.ts";

/** Adds an empty note. */
export function addNote(graph: SkillGraph, position: Position): { graph: SkillGraph; id: string } {
  const id = freeId("note", idsOf(graph));
  return { id, graph: { ...graph, notes: [...graph.notes, { id, position, width: 220, height: 120, tint: "yellow", text: "" }] } };
}

/** Adds a frame around what is chosen, with room for its title. */
export function addFrame(graph: SkillGraph, around: Position & Size): { graph: SkillGraph; id: string } {
  const id = freeId("frame", idsOf(graph));
  const margin = 24;
  const frame: SkillFrame = { id, title: "", tint: "grey", position: { x: Math.round(around.x - margin), y: Math.round(around.y - margin - 24) }, width: Math.round(around.width + 2 * margin), height: Math.round(around.height + 2 * margin + 24) };
  return { id, graph: { ...graph, frames: [...graph.frames, frame] } };
}

/** Changes a note. */
export function changeNote(graph: SkillGraph, id: string, change: Partial<Omit<SkillNote, "id">>): SkillGraph {
  return { ...graph, notes: graph.notes.map((note) => (note.id === id ? { ...note, ...change } : note)) };
}

/** Changes a frame. */
export function changeFrame(graph: SkillGraph, id: string, change: Partial<Omit<SkillFrame, "id">>): SkillGraph {
  return { ...graph, frames: graph.frames.map((frame) => (frame.id === id ? { ...frame, ...change } : frame)) };
}

/** What lies wholly in a frame and moves with it. */
export function inFrame(graph: SkillGraph, frame: Position & Size, sizes: ReadonlyMap<string, Size>): string[] {
  const inside = ({ position, width, height }: { readonly position: Position; readonly width: number; readonly height: number }) =>
    position.x >= frame.x && position.y >= frame.y && position.x + width <= frame.x + frame.width && position.y + height <= frame.y + frame.height;
  const nodes = graph.nodes.filter(({ id, position }) => {
    const size = sizes.get(id);
    return size !== undefined && inside({ position, ...size });
  });
  return [...nodes, ...graph.notes.filter(inside)].map(({ id }) => id);
}
