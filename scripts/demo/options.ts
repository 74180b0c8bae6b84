import fs from "node:fs";
import path from "node:path";
import { parseArgs } from "node:util";
import { TEMPLATES } from "../../app/features/skills/templates/templates.ts";

/** What the demo can play; the first is the default. */
/** The templates that make images: the demo counts these. */
export const SKILLS = TEMPLATES.filter(({ graph }) => graph.nodes.some(({ type }) => type === "output.save")).map(({ id }) => id);
/** Shopify's picker gives, and a selection by hand takes, at most this many products. */
const MOST_LIMIT = 250;

/** What `npm run demo -- …` takes. Paths are absolute. */
export interface DemoOptions {
  /** A folder with products.csv; without it the shop that the sandbox brings along. */
  readonly catalog: string | undefined;
  /** The template of the skill. */
  readonly skill: string;
  /** Only the first so many products, 1 to 250; without it all. */
  readonly limit: number | undefined;
  /** Where the figures are written as JSON. */
  readonly json: string | undefined;
  /** Where the pictures are written. */
  readonly out: string | undefined;
  /** Where the data lies and stays; without it a folder that is removed at the end. */
  readonly data: string | undefined;
}

/** An option that does not fit; the message is a sentence for the person who typed it. */
export class OptionError extends Error {
  override readonly name = "OptionError";
}

/** Reads the command line. Throws OptionError with one sentence for what it does not know. */
export function readOptions(args: readonly string[]): DemoOptions {
  const values = parsed(args);
  const skill = SKILLS.find((id) => id === (values.skill ?? SKILLS[0]));
  if (!skill) throw new OptionError(`--skill knows no “${values.skill}”. Choose one of ${SKILLS.join(", ")}.`);
  const limit = values.limit === undefined ? undefined : Number(values.limit);
  if (limit !== undefined && !(Number.isInteger(limit) && limit >= 1 && limit <= MOST_LIMIT)) throw new OptionError(`--limit takes a whole number from 1 to ${MOST_LIMIT}, not “${values.limit}”.`);
  const at = (value: string | undefined) => (value === undefined ? undefined : path.resolve(value));
  return { catalog: at(values.catalog), skill, limit, json: at(values.json), out: at(values.out), data: at(values.data) };
}

const TEXT = { type: "string" } as const;

function parsed(args: readonly string[]) {
  try {
    const { values } = parseArgs({ args: [...args], options: { catalog: TEXT, skill: TEXT, limit: TEXT, json: TEXT, out: TEXT, data: TEXT } });
    const empty = Object.entries(values).find(([, value]) => value === "");
    if (empty) throw new OptionError(`--${empty[0]} has no value.`);
    return values;
  } catch (error) {
    if (error instanceof OptionError) throw error;
    throw new OptionError(`${firstSentence(error)} The demo takes --catalog DIR, --skill ID, --limit N, --json FILE, --out DIR and --data DIR.`);
  }
}

/** Node adds advice for programmers after its first sentence. */
function firstSentence(error: unknown): string {
  const text = error instanceof Error ? error.message : String(error);
  const [first = text] = text.split(/\. |\n/);
  return first.endsWith(".") ? first : `${first}.`;
}

/** Makes the folders that results go to, so that a bad one is said before the work. Throws OptionError. */
export function makeFolders({ json, out }: DemoOptions): void {
  for (const [option, folder] of [["--json", json && path.dirname(json)], ["--out", out]] as const) {
    try {
      if (folder) fs.mkdirSync(folder, { recursive: true });
    } catch (error) {
      throw new OptionError(`${option} names a place that cannot be written: ${firstSentence(error)}`);
    }
  }
}
