import path from "node:path";
import { parseArgs } from "node:util";

/** The measures, in the order in which they run. */
export const MEASURES = ["items", "publish", "pages", "vitals", "start", "memory", "calls", "journal", "quote", "canvas", "catalog"] as const;
export type Measure = (typeof MEASURES)[number];

/** What `npm run bench -- …` takes. Paths are absolute. */
export interface BenchOptions {
  readonly measures: readonly Measure[];
  /** A folder with products.csv; undefined where none was named. */
  readonly catalog: string | undefined;
  /** Where the figures are written as JSON. */
  readonly json: string | undefined;
}

/** Reads the command line. Throws with one sentence for what it does not know. */
export function readOptions(args: readonly string[]): BenchOptions {
  const { values, positionals } = parsed(args);
  const unknown = positionals.find((name) => !MEASURES.some((measure) => measure === name));
  if (unknown !== undefined) throw new Error(`There is no measure “${unknown}”: choose of ${MEASURES.join(", ")}.`);
  const full = (name: "catalog" | "json") => {
    if (values[name] === "") throw new Error(`--${name} has no value.`);
    return values[name] === undefined ? undefined : path.resolve(values[name]);
  };
  return { measures: positionals.length ? MEASURES.filter((measure) => positionals.includes(measure)) : MEASURES, catalog: full("catalog"), json: full("json") };
}

function parsed(args: readonly string[]) {
  try {
    return parseArgs({ args: [...args], allowPositionals: true, options: { catalog: { type: "string" }, json: { type: "string" } } });
  } catch (error) {
    const [sentence] = error instanceof Error ? error.message.split(/\. |\n/) : ["The options cannot be read"];
    throw new Error(`${sentence?.replace(/\.$/, "")}: the bench takes names of measures, --catalog DIR and --json FILE.`, { cause: error });
  }
}
