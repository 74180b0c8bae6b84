import { z } from "zod";

/** A place in the picture of the graph, in pixels at 100 %. */
const Position = z.object({ x: z.number(), y: z.number() });

/** One step of a skill. `params` is checked by the node's own schema, not here. */
export const SkillNode = z.object({
  id: z.string().regex(/^[a-z][a-z0-9-]{0,39}$/),
  type: z.string().max(60),
  version: z.int().positive(),
  /** What it is called in this skill; null shows the node's own title. */
  name: z.string().max(60).nullable(),
  params: z.record(z.string(), z.json()),
  position: Position,
});
export type SkillNode = z.output<typeof SkillNode>;

/** The inputs of a node that are connected. */
export function connectedInputs({ edges }: Pick<SkillGraph, "edges">, id: string): ReadonlySet<string> {
  return new Set(edges.filter(({ to }) => to.node === id).map(({ to }) => to.port));
}

const End = z.object({ node: z.string(), port: z.string() });

/** A connection from an output to an input. */
export const SkillEdge = z.object({ from: End, to: End });
export type SkillEdge = z.output<typeof SkillEdge>;

/** A skill as it is stored. `format` is raised when older readers could not understand it. */
export const SkillGraph = z.object({
  format: z.literal(1),
  nodes: z.array(SkillNode).max(300),
  edges: z.array(SkillEdge).max(1000),
});
export type SkillGraph = z.output<typeof SkillGraph>;
