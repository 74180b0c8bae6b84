import { z } from "zod";

/** The most that one skill may hold. */
export const MOST_NODES = 300;
export const MOST_EDGES = 1_000;

const Id = z.string().regex(/^[a-z][a-z0-9-]{0,39}$/);
const Place = z.number().min(-1_000_000).max(1_000_000);

/** A place in the picture of the graph, in pixels at 100 %. */
const Position = z.object({ x: Place, y: Place });
export type Position = z.output<typeof Position>;

/**
 * Where the value of a setting comes from, where it is not fixed: the runner of the skill, a field of the
 * product, or what another step gives. The fixed value stays in `params` meanwhile, so that nothing is lost.
 */
export const ValueSource = z.discriminatedUnion("from", [
  z.object({ from: z.literal("runner"), label: z.string().min(1, "Write what the runner is asked").max(60), help: z.string().max(200).default("") }),
  z.object({ from: z.literal("product"), field: z.string().min(1).max(160) }),
  z.object({ from: z.literal("step"), node: Id, port: z.string().max(60), field: z.string().max(60).nullable().default(null) }),
]);
export type ValueSource = z.output<typeof ValueSource>;

/** One step of a skill. `params` is checked by the node's own schema, not here. */
export const SkillNode = z.object({
  id: Id,
  type: z.string().max(60),
  version: z.int().positive(),
  /** What it is called in this skill; null shows the node's own title. */
  name: z.string().max(60).nullable(),
  params: z.record(z.string(), z.json()),
  /** By the name of a setting; one that is not here is fixed. */
  bindings: z.record(z.string().max(60), ValueSource).default({}),
  /** bypass passes what comes in through by type; stop runs neither the step nor what needs it. */
  mode: z.enum(["run", "bypass", "stop"]).default("run"),
  position: Position,
});
export type SkillNode = z.output<typeof SkillNode>;

const End = z.object({ node: z.string().max(60), port: z.string().max(60) });
export type End = z.output<typeof End>;

/** A connection from an output to an input. */
export const SkillEdge = z.object({ from: End, to: End });
export type SkillEdge = z.output<typeof SkillEdge>;

/** What identifies an edge: its two ends. Ids and ports hold no blank. */
export function edgeId({ from, to }: SkillEdge): string {
  return `${from.node}.${from.port} ${to.node}.${to.port}`;
}

/** The quiet colours of notes and frames. */
export const TINTS = ["grey", "yellow", "green", "blue", "red"] as const;
const Area = { id: Id, position: Position, width: z.number().min(40).max(10_000), height: z.number().min(40).max(10_000), tint: z.enum(TINTS) };

/** A note on the canvas; it does nothing when the skill runs. */
export const SkillNote = z.object({ ...Area, text: z.string().max(2_000) });
export type SkillNote = z.output<typeof SkillNote>;

/** A coloured frame around steps. What lies in it moves with it. */
export const SkillFrame = z.object({ ...Area, title: z.string().max(80) });
export type SkillFrame = z.output<typeof SkillFrame>;

/** The newest form of a stored skill, raised when older readers could not understand it. Format 1 had no bindings, modes, notes and frames. */
export const FORMAT = 2;

/** A skill as it is stored. One of an older format is read as the newest; published versions are never rewritten. */
export const SkillGraph = z.object({
  format: z.literal([1, FORMAT]).transform((): typeof FORMAT => FORMAT),
  nodes: z.array(SkillNode).max(MOST_NODES),
  edges: z.array(SkillEdge).max(MOST_EDGES),
  notes: z.array(SkillNote).max(100).default([]),
  frames: z.array(SkillFrame).max(100).default([]),
});
export type SkillGraph = z.output<typeof SkillGraph>;
