import { z } from "zod";
import { AppError } from "../errors.ts";
import { SkillDescription, SkillName } from "./about.ts";
import { FORMAT, MOST_EDGES, MOST_NODES, SkillGraph } from "./graph.ts";
import { issueWords } from "./exchange-words.ts";
import { unstorable } from "./storable.ts";

/** The newest form of the file around a graph. */
const FILE_FORMAT = 1;

/** The largest file that is read, in bytes: several times what 300 steps with long prompts take. */
export const MOST_FILE_BYTES = 5_000_000;

/** What a file of a skill holds: nothing of a workspace, and no key. */
const ExchangedSkill = z.object({ name: SkillName, description: SkillDescription.default(""), graph: SkillGraph });
export type ExchangedSkill = z.output<typeof ExchangedSkill>;

const Header = z.object({ piccaso: z.literal("skill"), format: z.int().positive() });
const List = z.array(z.unknown()).catch([]);
const Amounts = z.object({ graph: z.object({ format: z.number().catch(FORMAT), nodes: List, edges: List }) });

/** A skill as the text of a file: always the same keys in the same order, so that two files can be compared line by line. */
export function writeSkillFile({ name, description, graph }: ExchangedSkill): string {
  const { nodes, ...rest } = SkillGraph.parse(graph);
  const file = {
    piccaso: "skill", format: FILE_FORMAT, name, description,
    graph: { format: rest.format, nodes: nodes.map((node) => ({ ...node, params: inOrder(node.params), bindings: inOrder(node.bindings) })), edges: rest.edges, notes: rest.notes, frames: rest.frames },
  };
  return `${JSON.stringify(file, null, 2)}\n`;
}

/**
 * Reads the file of a skill. Steps of an unknown kind and of newer versions stay as they are: validateGraph says what is wrong
 * with them. Throws too_large, and invalid_input with what is wrong, where, and how it can be mended.
 */
export function readSkillFile(bytes: Uint8Array): ExchangedSkill {
  if (bytes.length > MOST_FILE_BYTES) throw tooLarge("bytes", `This file is larger than ${MOST_FILE_BYTES / 1_000_000} MB, the most that a skill may have.`);
  const raw = jsonOf(bytes);
  const header = Header.safeParse(raw);
  if (!header.success) throw refused("no skill", "This is not a skill of Piccaso. Choose a file that was made with Export.");
  if (header.data.format > FILE_FORMAT) throw newer();
  requireAmounts(raw);
  const trouble = unstorable(raw);
  if (trouble) throw refused("unstorable", `${trouble} Mend the file, or export the skill again.`);
  const parsed = ExchangedSkill.safeParse(raw);
  if (!parsed.success) throw refused("malformed", `${issueWords(parsed.error, raw)} Mend the file, or export the skill again.`);
  requireOwnIds(parsed.data.graph);
  return parsed.data;
}

/** Counted before anything is checked, so that a huge file is refused as fast as it is read. */
function requireAmounts(raw: unknown): void {
  const { data } = Amounts.safeParse(raw);
  if (!data) return; // the schema says what is wrong
  const { format, nodes, edges } = data.graph;
  if (format > FORMAT) throw newer();
  if (nodes.length > MOST_NODES) throw tooLarge("nodes", `This skill has ${nodes.length.toLocaleString("en-GB")} steps, and ${MOST_NODES} is the most.`);
  if (edges.length > MOST_EDGES) throw tooLarge("edges", `This skill has ${edges.length.toLocaleString("en-GB")} connections, and ${MOST_EDGES.toLocaleString("en-GB")} is the most.`);
}

function requireOwnIds({ nodes, notes, frames }: SkillGraph): void {
  for (const [kind, list] of [["steps", nodes], ["notes", notes], ["frames", frames]] as const) {
    const seen = new Set<string>();
    for (const { id } of list) {
      if (seen.has(id)) throw refused("duplicate id", `Two ${kind} have the id “${id}”. Give one of them another id in the file.`);
      seen.add(id);
    }
  }
}

function jsonOf(bytes: Uint8Array): unknown {
  try {
    return JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch (cause) {
    throw refused("no JSON", "This file is not JSON. Choose a file that was made with Export.", cause);
  }
}

function inOrder<T>(record: Readonly<Record<string, T>>): Record<string, T> {
  return Object.fromEntries(Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function refused(message: string, say: string, cause?: unknown): AppError {
  return new AppError("invalid_input", message, { field: "file", say, cause });
}

function tooLarge(message: string, say: string): AppError {
  return new AppError("too_large", message, { field: "file", say });
}

function newer(): AppError {
  return refused("newer format", "This skill was made with a newer Piccaso, and this one cannot read it. Update Piccaso, or export it from an older one.");
}
